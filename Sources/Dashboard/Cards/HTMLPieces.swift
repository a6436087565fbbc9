/// A card's own HTML, read for its words: nothing of it is passed on as HTML.
///
/// One pass without nesting; what is not closed ends with the text.
struct HTMLPieces: Sequence, IteratorProtocol {
    enum Piece: Equatable {
        /// Words between tags, with entities read.
        case text(String)
        /// A tag or the end of one that sets what follows apart.
        case apart
        case link(String)
        case linkEnd
        case image(address: String, label: String)
        case lineBreak
    }

    private var rest: Substring.UTF8View

    init(_ html: String) { rest = html[...].utf8 }

    mutating func next() -> Piece? {
        while let first = rest.first {
            guard first == UInt8(ascii: "<") else {
                let words = rest.prefix { $0 != UInt8(ascii: "<") }
                rest = rest[words.endIndex...]
                return .text(HTMLEntities.read(Substring(words)))
            }
            if let piece = tag() { return piece }
        }
        return nil
    }

    /// Reads what begins with `<`; nil for a tag that says nothing to us.
    private mutating func tag() -> Piece? {
        if rest.starts(with: "<!--".utf8) {
            skip(past: "-->")
            return nil
        }
        rest = rest.dropFirst()
        let isEnd = rest.first == UInt8(ascii: "/")
        if isEnd { rest = rest.dropFirst() }
        let letters = rest.prefix { (65...90).contains($0) || (97...122).contains($0) || (48...57).contains($0) }
        guard !letters.isEmpty || rest.first.map({ "!?".utf8.contains($0) }) == true else { return .text("<") }
        let name = Substring(letters).lowercased()
        rest = rest[letters.endIndex...]
        let attributes = HTMLAttributes(&rest)
        return isEnd ? end(of: name) : start(of: name, attributes)
    }

    private mutating func start(of name: String, _ attributes: HTMLAttributes) -> Piece? {
        switch name {
        case "a": return .link(attributes.address)
        case "img": return .image(address: attributes.source, label: attributes.label)
        case "br": return .lineBreak
        case "script", "style", "svg", "template", "iframe", "object", "noscript":
            skip(past: "</\(name)")
            rest = rest.drop { $0 != UInt8(ascii: ">") }.dropFirst()
            return .apart
        default: return Self.inline.contains(name) ? nil : .apart
        }
    }

    private func end(of name: String) -> Piece? {
        if name == "a" { return .linkEnd }
        return Self.inline.contains(name) ? nil : .apart
    }

    /// Tags inside a sentence.
    private static let inline: Set<String> = [
        "", "a", "abbr", "b", "big", "center", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "mark", "q", "s",
        "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "picture", "source",
    ]

    /// Everything up to this ending is passed over; all of it when the ending is missing.
    private mutating func skip(past ending: String) {
        let wanted = Array(ending.utf8)
        while !rest.isEmpty {
            if rest.first.map({ $0 | 0x20 }) == wanted.first.map({ $0 | 0x20 }),
                rest.prefix(wanted.count).elementsEqual(wanted, by: { ($0 | 0x20) == ($1 | 0x20) })
            {
                rest = rest.dropFirst(wanted.count)
                return
            }
            rest = rest.dropFirst()
        }
    }
}
