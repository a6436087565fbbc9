/// Bytes of a text, in lower case, without accents, typographic signs, tags, entities and escapes.
struct LicenceCleaning {
    private(set) var bytes: [UInt8] = []

    /// Longer runs between `<` and `>` are no tags.
    private static let longestTag = 300
    private static let folded: [UInt8] = Array("aaaaaaaceeeeiiiidnooooo ouuuuypsaaaaaaaceeeeiiiidnooooo ouuuuypy".utf8)
    private static let schemes = ["http:", "https:", "ftp:", "mailto:", "www."].map { Array($0.utf8) }

    init(_ text: [UInt8]) {
        let plain = Self.withoutTags(Self.folding(text))
        bytes = Self.withoutEscapes(Self.withoutEntities(plain))
    }

    /// Accents are dropped; signs of the blocks C2, E2, E3 80 and EF become blanks, © becomes (c).
    private static func folding(_ text: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(text.count)
        var index = 0
        func isContinuation(_ offset: Int) -> Bool {
            index + offset < text.count && text[index + offset] & 0xC0 == 0x80
        }
        while index < text.count {
            let byte = text[index]
            switch byte {
            case 0xC2 where isContinuation(1):
                out += text[index + 1] == 0xA9 ? [0x28, 0x63, 0x29] : [0x20]
                index += 2
            case 0xC3 where isContinuation(1):
                out.append(folded[Int(text[index + 1] - 0x80)])
                index += 2
            case 0xE2 where isContinuation(1) && isContinuation(2), 0xEF where isContinuation(1) && isContinuation(2),
                0xE3 where index + 1 < text.count && text[index + 1] == 0x80 && isContinuation(2):
                out.append(0x20)
                index += 3
            case 65...90:
                out.append(byte | 0x20)
                index += 1
            default:
                out.append(byte)
                index += 1
            }
        }
        return out
    }

    private static func withoutTags(_ text: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(text.count)
        var index = 0
        while index < text.count {
            if text[index] == UInt8(ascii: "<"), let end = tagEnd(text, from: index) {
                out.append(0x20)
                index = end + 1
            } else {
                out.append(text[index])
                index += 1
            }
        }
        return out
    }

    /// The `>` of the tag that begins here; nil when it is none, or an address in angle brackets.
    private static func tagEnd(_ text: [UInt8], from start: Int) -> Int? {
        guard start + 1 < text.count else { return nil }
        let first = text[start + 1]
        guard (97...122).contains(first) || first == 0x2F || first == 0x21 || first == 0x3F else { return nil }
        guard !schemes.contains(where: { text[(start + 1)...].starts(with: $0) }) else { return nil }
        let limit = min(text.count, start + 2 + longestTag)
        for index in (start + 1)..<limit {
            if text[index] == UInt8(ascii: ">") { return index }
            if text[index] == UInt8(ascii: "<") { return nil }
        }
        return nil
    }

    /// `&quot;`, `&#8217;` become one blank.
    private static func withoutEntities(_ text: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(text.count)
        var index = 0
        while index < text.count {
            if text[index] == UInt8(ascii: "&"), let end = entityEnd(text, from: index) {
                out.append(0x20)
                index = end + 1
            } else {
                out.append(text[index])
                index += 1
            }
        }
        return out
    }

    private static func entityEnd(_ text: [UInt8], from start: Int) -> Int? {
        var index = start + 1
        if index < text.count, text[index] == UInt8(ascii: "#") { index += 1 }
        let first = index
        while index < text.count, index - first < 8, (97...122).contains(text[index]) || (48...57).contains(text[index])
        {
            index += 1
        }
        return index > first && index < text.count && text[index] == UInt8(ascii: ";") ? index : nil
    }

    /// `\n` in a quoted string of a program.
    private static func withoutEscapes(_ text: [UInt8]) -> [UInt8] {
        var out = text
        for index in out.indices.dropLast() where out[index] == UInt8(ascii: "\\") {
            guard [0x6E, 0x72, 0x74].contains(out[index + 1]) else { continue }
            let next = index + 2 < out.count ? out[index + 2] : 0x20
            guard [0x22, 0x27, 0x5C, 0x20, 0x09, 0x0A, 0x0B, 0x0C, 0x0D].contains(next) else { continue }
            out[index] = 0x20
            out[index + 1] = 0x20
        }
        return out
    }
}
