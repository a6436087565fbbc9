/// A heading of Markdown or HTML, or a bold label that does the work of one.
struct Heading {
    let title: String
    /// 1…6; 7 for a bold label.
    let level: Int
    /// What follows a label on its line.
    let rest: String

    init(title: String, level: Int, rest: String) {
        self.title = title
        self.level = level
        self.rest = rest
    }

    /// Nil when the line is none.
    init?(_ line: String) {
        let trimmed = Substring(line.utf8.drop { $0 == 32 || $0 == 9 })
        guard let first = trimmed.utf8.first else { return nil }
        switch first {
        case UInt8(ascii: "#"): self.init(marked: trimmed)
        case UInt8(ascii: "<"): self.init(tagged: trimmed)
        case UInt8(ascii: "*"), UInt8(ascii: "-"), UInt8(ascii: "_"): self.init(bold: trimmed)
        default: return nil
        }
    }

    /// `===` or `---` under a line of text.
    static func underline(_ line: String) -> Int? {
        let bytes = line.utf8.filter { $0 != 32 && $0 != 13 }
        guard bytes.count >= 3, let mark = bytes.first, bytes.allSatisfy({ $0 == mark }) else { return nil }
        return mark == UInt8(ascii: "=") ? 1 : mark == UInt8(ascii: "-") ? 2 : nil
    }

    /// Whether a line is short and plain enough to be made a heading by the line under it.
    static func mayStand(_ line: String) -> Bool {
        let first = line.utf8.first { $0 != 32 } ?? 0
        return line.utf8.count < 80 && !"|-*<>[!".utf8.contains(first) && line.utf8.last != UInt8(ascii: ".")
    }

    private init?(marked line: Substring) {
        let level = line.utf8.prefix { $0 == UInt8(ascii: "#") }.count
        let text = line.utf8.dropFirst(level)
        guard level <= 6, text.isEmpty || text.first == 32 || text.first == 9 else { return nil }
        self.init(title: Self.clean(Substring(text)), level: level, rest: "")
    }

    private init?(tagged line: Substring) {
        let bytes = Array(line.utf8.prefix(400))
        guard bytes.count > 4, bytes[1] | 32 == UInt8(ascii: "h"), (49...54).contains(bytes[2]),
            bytes[3] == UInt8(ascii: ">") || bytes[3] == 32, let open = bytes.firstIndex(of: UInt8(ascii: ">"))
        else { return nil }
        let text = bytes[(open + 1)...].prefix { $0 != UInt8(ascii: "<") }
        self.init(title: Self.clean(String(decoding: text, as: UTF8.self)[...]), level: Int(bytes[2]) - 48, rest: "")
    }

    /// `**Limitations**`, `- **Training data:** text`, `**Uses**: text`.
    private init?(bold line: Substring) {
        var text = line
        if let first = text.utf8.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "*"),
            text.utf8.dropFirst().first == 32
        {
            text = Substring(text.utf8.dropFirst(2).drop { $0 == 32 })
        }
        let mark: Substring = text.hasPrefix("**") ? "**" : text.hasPrefix("__") ? "__" : ""
        guard !mark.isEmpty else { return nil }
        let inner = Array(text.utf8.dropFirst(2).prefix(120))
        let sign = mark.utf8.first ?? 0
        guard let end = inner.indices.dropLast().first(where: { inner[$0] == sign && inner[$0 + 1] == sign }), end > 0
        else { return nil }
        let label = String(decoding: inner[..<end], as: UTF8.self)
        let rest = Substring(text.utf8.dropFirst(4 + end).drop { $0 == 32 })
        // Bold words at the start of a sentence are no label: a colon has to say so, or nothing may follow.
        let isLabel = rest.isEmpty || label.hasSuffix(":") || rest.hasPrefix(":")
        guard isLabel else { return nil }
        let body = rest.hasPrefix(":") ? Substring(rest.utf8.dropFirst()) : rest
        self.init(title: Self.clean(label[...]), level: 7, rest: String(body))
    }

    private static func clean(_ text: Substring) -> String {
        let bytes = text.utf8.filter { !"*`#_".utf8.contains($0) }
        let start = bytes.firstIndex { $0 != 32 && $0 != 9 } ?? bytes.endIndex
        let end = bytes.lastIndex { $0 != 32 && $0 != 9 && $0 != UInt8(ascii: ":") }.map { $0 + 1 } ?? start
        return start < end ? String(decoding: bytes[start..<end], as: UTF8.self) : ""
    }
}
