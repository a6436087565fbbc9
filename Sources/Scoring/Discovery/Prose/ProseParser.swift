/// Reads a card line by line; every line is looked at a bounded number of times.
struct ProseParser {
    private struct Open {
        let mark: UInt8
        let count: Int
        let language: String
        var lines: [String] = []
    }

    private(set) var lines: [Prose.Line] = []
    private(set) var sections = [Prose.Section(title: "", level: 0, start: 0, ownEnd: -1, end: 0, topics: [])]
    private(set) var blocks: [Prose.Block] = []

    /// Sections that are still open, outermost first.
    private var path = [0]
    private var fence: Open?
    /// Lines indented by four blanks after an empty line.
    private var indented: [String] = []
    private var isInComment = false
    private var isAfterBlank = true
    /// Whether the last line was text that may turn out to be a heading by what is under it.
    private var isAfterText = false

    mutating func take(_ line: String) {
        if takesAsCode(line) { return }
        let text = withoutComments(line)
        let trimmed = text.utf8.drop { $0 == 32 || $0 == 9 }
        if let opened = Self.fence(String(Substring(trimmed))) {
            closeIndented()
            fence = opened
            return
        }
        if let opened = Self.preformatted(text) {
            closeIndented()
            fence = opened
            return
        }
        if takesAsIndented(text, isBlank: trimmed.isEmpty) { return }
        closeIndented()
        isAfterBlank = trimmed.isEmpty
        if let heading = Heading(text) {
            open(heading)
            isAfterText = false
        } else if isAfterText, let last = lines.last?.text, let level = Heading.underline(text), Heading.mayStand(last)
        {
            lines.removeLast()
            open(Heading(title: last, level: level, rest: ""))
            isAfterText = false
        } else {
            append(text)
            isAfterText = !trimmed.isEmpty
        }
    }

    mutating func finish() {
        closeIndented()
        closeFence()
        close(downTo: 0)
    }

    // MARK: Code

    private mutating func takesAsCode(_ line: String) -> Bool {
        guard let open = fence else { return false }
        let trimmed = line.utf8.drop { $0 == 32 || $0 == 9 }
        let isEnd: Bool
        if open.mark == UInt8(ascii: "<") {
            isEnd = LoweredText(line).contains("</pre>")
        } else {
            let run = trimmed.prefix { $0 == open.mark }
            isEnd = run.count >= open.count && trimmed.dropFirst(run.count).allSatisfy { $0 == 32 || $0 == 9 }
        }
        if isEnd { closeFence() } else { fence?.lines.append(line) }
        return true
    }

    private mutating func closeFence() {
        guard let open = fence else { return }
        fence = nil
        add(open.lines, language: open.language)
    }

    private mutating func add(_ code: [String], language: String) {
        guard blocks.count < Prose.maximumBlocks else { return }
        let text = code.joined(separator: "\n")
        blocks.append(Prose.Block(language: language, text: text, section: path.last ?? 0))
    }

    private mutating func takesAsIndented(_ text: String, isBlank: Bool) -> Bool {
        if isBlank { return false }
        let isDeep = text.utf8.first == 9 || text.utf8.prefix(4).count(where: { $0 == 32 }) == 4
        guard isDeep, isAfterBlank || !indented.isEmpty else { return false }
        let first = text.utf8.first { $0 != 32 && $0 != 9 } ?? 0
        // A paragraph or an entry inside a list is indented too.
        guard !indented.isEmpty || !("-*+<|".utf8.contains(first) || (48...57).contains(first)) else { return false }
        indented.append(text)
        return true
    }

    private mutating func closeIndented() {
        guard !indented.isEmpty else { return }
        let code = indented
        indented = []
        let joined = LoweredText(code.joined(separator: "\n"))
        if joined.containsAny(["import ", "(", "$ ", "pip install"]), joined.containsAny(["=", "import ", "install"]) {
            add(code, language: "")
        } else {
            for line in code { append(line) }
        }
    }

    /// A fence that opens here: three backquotes or tildes, and the language.
    private static func fence(_ line: String) -> Open? {
        guard let mark = line.utf8.first, mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~") else { return nil }
        let run = line.utf8.prefix { $0 == mark }
        guard run.count >= 3 else { return nil }
        let info = line.utf8.dropFirst(run.count)
        // ```code``` on one line is no fence.
        guard mark != UInt8(ascii: "`") || !info.contains(mark) else { return nil }
        let word = info.drop { $0 == 32 }.prefix { LoweredText.isWord($0) || "+-_.#".utf8.contains($0) }
        return Open(
            mark: mark, count: run.count, language: String(decoding: word.prefix(40), as: UTF8.self).lowercased())
    }

    private static func preformatted(_ line: String) -> Open? {
        let lowered = LoweredText(line)
        guard let start = lowered.position(of: "<pre") else { return nil }
        guard lowered.position(of: "</pre>", from: start) == nil else { return nil }
        return Open(mark: UInt8(ascii: "<"), count: 0, language: "", lines: [line])
    }

    // MARK: Text

    private mutating func append(_ text: String) {
        let remaining = GeneratedText.remaining(of: text)
        lines.append(
            Prose.Line(
                text: text, halves: remaining.map(WordCount.halves) ?? 0,
                isGenerated: remaining == nil && text.utf8.contains(where: LoweredText.isWord)))
    }

    private mutating func open(_ heading: Heading) {
        close(downTo: heading.level)
        let topics = Topic.topics(of: heading.title)
        if sections.count < Prose.maximumSections {
            sections.append(
                Prose.Section(
                    title: String(heading.title.prefix(120)), level: heading.level, start: lines.count, ownEnd: -1,
                    end: lines.count, topics: topics))
            path.append(sections.count - 1)
        }
        if !heading.rest.isEmpty { append(heading.rest) }
    }

    /// Ends the own text of the innermost section, and the sections of this level and deeper.
    private mutating func close(downTo level: Int) {
        if let inner = path.last, sections[inner].ownEnd < 0 { sections[inner].ownEnd = lines.count }
        while let last = path.last, last > 0, sections[last].level >= level {
            sections[last].end = lines.count
            path.removeLast()
        }
        // What stands before any heading has no subsections.
        sections[0].end = sections[0].ownEnd
    }

    /// The line without HTML comments, which may go over many lines.
    private mutating func withoutComments(_ line: String) -> String {
        let bytes = line.utf8
        if !isInComment, !bytes.contains(UInt8(ascii: "<")) { return line }
        let lowered = LoweredText(line)
        guard isInComment || lowered.contains("<!--") else { return line }
        var kept: [UInt8] = []
        let all = Array(bytes)
        var index = 0
        while index < all.count {
            if isInComment {
                guard let end = lowered.position(of: "-->", from: index) else {
                    return String(decoding: kept, as: UTF8.self)
                }
                isInComment = false
                index = end + 3
            } else {
                let start = lowered.position(of: "<!--", from: index) ?? all.count
                kept += all[index..<start]
                isInComment = start < all.count
                index = start + (isInComment ? 4 : 0)
            }
        }
        return String(decoding: kept, as: UTF8.self)
    }
}
