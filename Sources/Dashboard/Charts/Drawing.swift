/// A picture being drawn as SVG: elements with presentation attributes only, because the content policy forbids styles.
struct Drawing {
    private var body = ""

    /// Draws one element; `text` is what stands in it, and `title` what a pointer that rests on it is told.
    mutating func add(
        _ element: String, _ attributes: KeyValuePairs<String, String>, text: String? = nil, title: String? = nil
    ) {
        open(element, attributes)
        if let title { body += "<title>\(PageEscaping.escape(title))</title>" }
        if let text { body += PageEscaping.escape(text) }
        close(element)
    }

    mutating func open(_ element: String, _ attributes: KeyValuePairs<String, String>) {
        body += "<\(element)"
        for (name, value) in attributes { body += " \(name)=\"\(PageEscaping.escape(value))\"" }
        body += ">"
    }

    mutating func close(_ element: String) { body += "</\(element)>" }

    /// The whole picture, which says to those who do not see it what it shows.
    ///
    /// - Parameters:
    ///   - name: what begins its ids; once on a page.
    ///   - role: `img`, or `group` when there is something in it to be followed.
    func picture(
        _ name: String, width: Double, height: Double, role: String = "img", title: String, description: String
    ) -> Markup {
        let size = "\(Self.number(width)) \(Self.number(height))"
        let (escapedTitle, escapedText) = (PageEscaping.escape(title), PageEscaping.escape(description))
        return Markup(
            trusted: """
                <svg class="chart" viewBox="0 0 \(size)" width="\(Self.number(width))" height="\(Self.number(height))" \
                role="\(role)" aria-labelledby="\(name)-title \(name)-text"><title id="\(name)-title">\(escapedTitle)\
                </title><desc id="\(name)-text">\(escapedText)</desc>\(body)</svg>
                """)
    }

    /// A picture that says nothing its surroundings do not say too.
    func ornament(width: Double, height: Double) -> Markup {
        let (width, height) = (Self.number(width), Self.number(height))
        return Markup(
            trusted: """
                <svg class="chart" viewBox="0 0 \(width) \(height)" width="\(width)" height="\(height)" \
                aria-hidden="true" focusable="false">\(body)</svg>
                """)
    }

    /// A length or a place, to a tenth.
    static func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(Double(tenths) / 10)"
    }
}
