/// How many words of a line of Markdown a reader would read.
///
/// A word has a letter. Link targets, bare addresses, images and HTML tags are none; of scripts written without spaces
/// two characters count as one word. The count is of half words.
enum WordCount {
    static func halves(in line: String) -> Int {
        let bytes = Array(line.utf8)
        var halves = 0
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "<"), let end = endOfTag(bytes, from: index) {
                index = end
            } else if byte == UInt8(ascii: "]"), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "(") {
                index = endOfTarget(bytes, from: index + 2)
            } else if byte == UInt8(ascii: "!"), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "[") {
                index = endOfImageText(bytes, from: index + 2)
            } else if LoweredText.isWord(byte) {
                let end = endOfWord(bytes, from: index)
                halves += value(of: bytes[index..<end])
                index = end
            } else {
                index += 1
            }
        }
        return halves
    }

    /// A token's end: apostrophes, hyphens, underscores and the signs of an address do not end it.
    private static func endOfWord(_ bytes: [UInt8], from start: Int) -> Int {
        var index = start
        while index < bytes.count, LoweredText.isWord(bytes[index]) || isJoint(bytes[index]) { index += 1 }
        return index
    }

    private static func isJoint(_ byte: UInt8) -> Bool { "-_'/.:@&%#=+~?".utf8.contains(byte) }

    private static func value(of token: ArraySlice<UInt8>) -> Int {
        if token.starts(with: "http".utf8) || token.starts(with: "www.".utf8) { return 0 }
        if token.allSatisfy({ $0 < 128 }) {
            return token.contains { (65...90).contains($0) || (97...122).contains($0) } ? 2 : 0
        }
        var spaceless = 0
        var hasLetter = false
        for scalar in String(decoding: token, as: UTF8.self).unicodeScalars {
            if isSpaceless(scalar) { spaceless += 1 } else if scalar.properties.isAlphabetic { hasLetter = true }
        }
        return spaceless + (hasLetter ? 2 : 0)
    }

    /// Han, kana and hangul syllables' neighbours: scripts whose sentences have no spaces.
    private static func isSpaceless(_ scalar: Unicode.Scalar) -> Bool {
        (0x3040...0x30FF).contains(scalar.value) || (0x3400...0x4DBF).contains(scalar.value)
            || (0x4E00...0x9FFF).contains(scalar.value) || (0x20000...0x3FFFF).contains(scalar.value)
            || (0x0E00...0x0E7F).contains(scalar.value)
    }

    /// The index after `>`; nil when this `<` begins no tag on this line.
    private static func endOfTag(_ bytes: [UInt8], from start: Int) -> Int? {
        guard start + 1 < bytes.count else { return nil }
        let next = bytes[start + 1]
        guard next == UInt8(ascii: "/") || next == UInt8(ascii: "!") || (97...122).contains(next | 32) else {
            return nil
        }
        // A tag is short; a `<` that is none must not make the rest of a long line be searched again and again.
        let limit = min(bytes.count, start + 1000)
        return bytes[start..<limit].firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 }
    }

    private static func endOfTarget(_ bytes: [UInt8], from start: Int) -> Int {
        var depth = 1
        var index = start
        while index < bytes.count, depth > 0 {
            if bytes[index] == UInt8(ascii: "(") { depth += 1 }
            if bytes[index] == UInt8(ascii: ")") { depth -= 1 }
            index += 1
        }
        return index
    }

    private static func endOfImageText(_ bytes: [UInt8], from start: Int) -> Int {
        let limit = min(bytes.count, start + 1000)
        return bytes[start..<limit].firstIndex(of: UInt8(ascii: "]")) ?? start
    }
}
