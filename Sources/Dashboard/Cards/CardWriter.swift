/// Writes a card's nodes as HTML. Whatever is opened is closed, in order, even when the card ends in the middle.
struct CardWriter {
    private struct Open {
        let closing: String
        /// Where its beginning stands, to take it back when nothing readable came after it.
        let start: Int
        let readable: Int
        let needsWords: Bool
    }

    /// Deeper elements are left out, their words stay: browsers stop at 512.
    private static let maximumDepth = 120

    private let base: CardBase
    private let limit: Int
    private var html: [UInt8] = []
    private var opened: [Open] = []
    /// How many readable characters were written.
    private var readable = 0
    private var slugs = CardSlug()
    /// The words of the heading or image that is being read.
    private var heading: String?
    private var label: String?
    private var imagesInside = 0
    private var links = 0
    /// How deep a link of the card's own HTML was opened.
    private var ownLink: Int?
    private var tables = 0
    private var rightColumns: [Bool] = []
    private var column = 0
    private var isHead = false

    init(base: CardBase, limit: Int) {
        self.base = base
        self.limit = limit
    }

    /// - Returns: false when no more is wanted.
    mutating func take(_ step: CardStep) -> Bool {
        if step.kind == .image {
            image(step)
        } else if imagesInside > 0 {
            if step.isEntering, step.kind == .text || step.kind == .code { label?.append(step.literal) }
        } else if step.isEntering {
            enter(step)
        } else {
            leave(step)
        }
        return html.count < limit
    }

    mutating func finish() -> String {
        let isCut = html.count >= limit
        while !opened.isEmpty { close() }
        if isCut { write("<p class=\"notice\">Cut here: the card repeats more than is shown.</p>\n") }
        return String(decoding: html, as: UTF8.self)
    }

    private mutating func enter(_ step: CardStep) {
        switch step.kind {
        case .text: text(step.literal)
        case .softBreak: write("\n")
        case .lineBreak: write("<br>\n")
        case .code: code(step.literal)
        case .rule: write("<hr>\n")
        case .codeBlock: block(step.literal)
        case .html: own(step.literal, isBlock: false)
        case .htmlBlock: own(step.literal, isBlock: true)
        default: open(step)
        }
    }

    private mutating func open(_ step: CardStep) {
        switch step.kind {
        case .quote: open("<blockquote>\n", "</blockquote>\n")
        case .list:
            switch step.number {
            case nil: open("<ul>\n", "</ul>\n")
            case 1?: open("<ol>\n", "</ol>\n")
            case let start?: open("<ol start=\"\(start)\">\n", "</ol>\n")
            }
        case .item: open(step.box.map { $0 ? "<li>\u{2611} " : "<li>\u{2610} " } ?? "<li>", "</li>\n")
        case .paragraph: step.isTight ? open("", "") : open("<p>", "</p>\n", needsWords: true)
        case .heading:
            heading = ""
            open("", "", needsWords: true)
        case .emphasis: open("<em>", "</em>")
        case .strong: open("<strong>", "</strong>")
        case .strike: open("<del>", "</del>")
        case .link: openLink(step.address)
        case .table, .tableHead, .tableRow, .tableCell: openTable(step)
        default: open("", "")
        }
    }

    private mutating func leave(_ step: CardStep) {
        switch step.kind {
        case .text, .softBreak, .lineBreak, .code, .rule, .codeBlock, .html, .htmlBlock: break
        case .heading: closeHeading(step.level)
        default:
            // A link of the card's own HTML that is still open ends with what it stands in.
            closeOwnLink()
            close()
        }
        switch step.kind {
        case .link: links -= 1
        case .tableHead: isHead = false
        case .tableCell: column += 1
        default: break
        }
    }

    // MARK: elements

    private mutating func open(_ opening: String, _ closing: String, needsWords: Bool = false) {
        let isTooDeep = opened.count >= Self.maximumDepth
        opened.append(
            Open(closing: isTooDeep ? "" : closing, start: html.count, readable: readable, needsWords: needsWords))
        if !isTooDeep { write(opening) }
    }

    private mutating func close() {
        if ownLink == opened.count { ownLink = nil }
        guard let last = opened.popLast() else { return }
        if last.needsWords, readable == last.readable {
            html.removeSubrange(last.start...)
        } else {
            write(last.closing)
        }
    }

    private mutating func closeHeading(_ level: Int) {
        closeOwnLink()
        guard let last = opened.popLast() else { return }
        let words = heading ?? ""
        heading = nil
        guard readable > last.readable else { return html.removeSubrange(last.start...) }
        let inner = Array(html[last.start...])
        html.removeSubrange(last.start...)
        let element = "h\(min(level + 2, 6))"
        let id = slugs.id(words).map { " id=\"\(PageEscaping.escape($0))\"" } ?? ""
        write("<\(element)\(id)>")
        html += inner
        write("</\(element)>\n")
    }

    private mutating func openTable(_ step: CardStep) {
        switch step.kind {
        case .table:
            tables += 1
            rightColumns = step.rightColumns
            open(
                "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table \(tables) of the card\"><table>\n",
                "</table></div>\n")
        case .tableHead, .tableRow:
            isHead = step.kind == .tableHead
            column = 0
            open(isHead ? "<thead><tr>" : "<tr>", isHead ? "</tr></thead>\n" : "</tr>\n")
        default:
            let mark = rightColumns.indices.contains(column) && rightColumns[column] ? " class=\"right\"" : ""
            isHead && !step.isEmpty ? open("<th scope=\"col\"\(mark)>", "</th>") : open("<td\(mark)>", "</td>")
        }
    }

    // MARK: words

    private mutating func text(_ text: String) {
        heading?.append(text)
        guard links == 0, ownLink == nil else { return words(text) }
        for piece in BareLinks.pieces(text) {
            guard piece.isAddress, let address = base.address(String(piece.text)) else {
                words(piece.text)
                continue
            }
            write(Self.link(address))
            words(piece.text)
            write("</a>")
        }
    }

    private mutating func words(_ text: some StringProtocol) {
        readable += text.unicodeScalars.count {
            !$0.properties.isWhitespace && !$0.properties.isDefaultIgnorableCodePoint
        }
        write(PageEscaping.escape(String(text)))
    }

    private mutating func code(_ text: String) {
        heading?.append(text)
        write("<code>")
        words(text)
        write("</code>")
    }

    private mutating func block(_ text: String) {
        write("<pre tabindex=\"0\"><code>")
        words(text)
        write("</code></pre>\n")
    }

    private mutating func write(_ text: String) { html += text.utf8 }

    // MARK: links and images

    private static func link(_ address: String) -> String {
        let rel = address.hasPrefix("#") ? "" : " rel=\"noopener noreferrer nofollow\""
        return "<a href=\"\(PageEscaping.escape(address))\"\(rel)>"
    }

    private mutating func openLink(_ address: String) {
        closeOwnLink()
        links += 1
        guard ownLink == nil, let address = base.address(address) else { return open("", "") }
        open(Self.link(address), "</a>", needsWords: true)
    }

    private mutating func image(_ step: CardStep) {
        imagesInside += step.isEntering ? 1 : -1
        if step.isEntering {
            if imagesInside == 1 { label = "" }
        } else if imagesInside == 0 {
            picture(step.address, label ?? "")
            label = nil
        }
    }

    /// A picture's words, linked to it: pages show no pictures from elsewhere.
    private mutating func picture(_ address: String, _ label: String) {
        guard links == 0, ownLink == nil, let address = base.address(address) else { return words(label) }
        open(Self.link(address), "</a>", needsWords: true)
        words(label)
        close()
    }

    // MARK: the card's own HTML

    private mutating func own(_ html: String, isBlock: Bool) {
        let depth = opened.count
        if isBlock { open("<p>", "</p>\n", needsWords: true) }
        for piece in HTMLPieces(html) {
            switch piece {
            case .text(let text): self.text(text)
            case .apart where isBlock:
                while opened.count > depth { close() }
                open("<p>", "</p>\n", needsWords: true)
            case .apart: write(" ")
            case .link(let address): openOwnLink(address)
            case .linkEnd: closeOwnLink()
            case .image(let address, let label): picture(address, label)
            case .lineBreak: write("<br>\n")
            }
        }
        while isBlock, opened.count > depth { close() }
    }

    private mutating func openOwnLink(_ address: String) {
        closeOwnLink()
        guard links == 0, ownLink == nil, let address = base.address(address) else { return }
        open(Self.link(address), "</a>", needsWords: true)
        ownLink = opened.count
    }

    /// Only where it was opened: an emphasis that began after it is not cut in two.
    private mutating func closeOwnLink() {
        guard let depth = ownLink, depth == opened.count else { return }
        close()
    }
}
