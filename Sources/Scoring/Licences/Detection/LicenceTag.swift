/// `SPDX-License-Identifier: …` lines, whatever stands around them.
struct LicenceTag {
    let line: Int32
    let expression: String

    private static let mark = Array("spdx-license-identifier".utf8)
    private static let longestExpression = 400
    private static let maximumTags = 200

    static func tags(in text: [UInt8]) -> [LicenceTag] {
        var found: [LicenceTag] = []
        var line: Int32 = 1
        var index = 0
        while index < text.count, found.count < maximumTags {
            let byte = text[index]
            if byte == 10 { line += 1 }
            if byte == 0x53 || byte == 0x73, let end = markEnd(text, from: index) {
                let rest = text[end...].prefix(longestExpression).prefix { $0 != 10 && $0 != 13 }
                if let expression = expression(rest) { found.append(LicenceTag(line: line, expression: expression)) }
                index = end
            } else {
                index += 1
            }
        }
        return found
    }

    /// After the colon; nil when something else stands here.
    private static func markEnd(_ text: [UInt8], from start: Int) -> Int? {
        guard start + mark.count < text.count else { return nil }
        for offset in mark.indices {
            let byte = text[start + offset]
            let lower = (65...90).contains(byte) ? byte | 0x20 : byte == 0x20 ? 0x2D : byte
            guard lower == mark[offset] else { return nil }
        }
        var index = start + mark.count
        while index < text.count, index - start < mark.count + 4, " \"'`*=".utf8.contains(text[index]) { index += 1 }
        return index < text.count && text[index] == UInt8(ascii: ":") ? index + 1 : nil
    }

    /// The identifiers and operators at the begin of the rest of the line.
    private static func expression(_ rest: ArraySlice<UInt8>) -> String? {
        let allowed = rest.prefix { byte in
            (97...122).contains(byte) || (65...90).contains(byte) || (48...57).contains(byte)
                || " \t\"'`()+-.:_".utf8.contains(byte)
        }
        let text = allowed.filter { !"\"'`".utf8.contains($0) }.map { $0 == 9 ? 32 : $0 }
        var words = text.split(separator: 32).map { String(decoding: $0, as: UTF8.self) }
        while let last = words.last, last.allSatisfy({ "-.:".contains($0) }) { words.removeLast() }
        return words.isEmpty ? nil : words.joined(separator: " ")
    }
}
