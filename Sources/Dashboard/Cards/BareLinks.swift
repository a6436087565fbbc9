/// Finds addresses that stand in a text without being marked as links. One pass, whatever the text is.
enum BareLinks {
    /// The pieces of a text in their order, those that are an address marked.
    static func pieces(_ text: String) -> [(text: Substring, isAddress: Bool)] {
        var pieces: [(text: Substring, isAddress: Bool)] = []
        var plain = text.startIndex
        var place = text.startIndex
        let bytes = text.utf8
        while let start = bytes[place...].firstIndex(of: UInt8(ascii: "h")) {
            let end = isWordBefore(start, text) ? nil : Self.end(of: text[start...])
            place = end ?? bytes.index(after: start)
            guard let end else { continue }
            if plain < start { pieces.append((text[plain..<start], false)) }
            pieces.append((text[start..<end], true))
            plain = end
        }
        if plain < text.endIndex { pieces.append((text[plain...], false)) }
        return pieces
    }

    private static func isWordBefore(_ index: String.Index, _ text: String) -> Bool {
        guard index > text.startIndex else { return false }
        let before = text.utf8[text.utf8.index(before: index)]
        return before >= 0x80 || before.isAlphanumeric
    }

    /// The end of the address at the beginning; nil when there is none.
    private static func end(of text: Substring) -> String.Index? {
        let bytes = text.utf8
        guard let scheme = ["https://", "http://"].first(where: { bytes.starts(with: $0.utf8) }) else { return nil }
        var address = bytes.dropFirst(scheme.utf8.count).prefix { $0 > 0x20 && $0 != UInt8(ascii: "<") }
        guard address.first?.isAlphanumeric == true else { return nil }
        var open = address.count { $0 == UInt8(ascii: "(") } - address.count { $0 == UInt8(ascii: ")") }
        // What ends a sentence is not part of it, nor is a bracket that was opened before it.
        while let last = address.last {
            if last == UInt8(ascii: ")"), open < 0 {
                open += 1
            } else if !"?!.,:;*_~'\"]".utf8.contains(last) {
                break
            }
            address.removeLast()
        }
        return address.endIndex
    }
}

extension UInt8 {
    fileprivate var isAlphanumeric: Bool {
        (48...57).contains(self) || (65...90).contains(self) || (97...122).contains(self)
    }
}
