/// The entities that cards' own HTML commonly has; others stay as they are written.
enum HTMLEntities {
    private static let named: [Substring: Unicode.Scalar] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "copy": "\u{A9}",
        "mdash": "\u{2014}", "ndash": "\u{2013}", "hellip": "\u{2026}",
    ]
    private static let longest = 8

    static func read(_ text: Substring) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return String(text) }
        var words = ""
        var rest = text
        while let mark = rest.utf8.firstIndex(of: UInt8(ascii: "&")) {
            words += rest[..<mark]
            rest = rest[rest.utf8.index(after: mark)...]
            let name = rest.utf8.prefix(longest).prefix { $0 != UInt8(ascii: ";") }
            if name.endIndex < rest.utf8.endIndex, rest.utf8[name.endIndex] == UInt8(ascii: ";"),
                let scalar = scalar(Substring(name))
            {
                words.unicodeScalars.append(scalar)
                rest = rest[rest.utf8.index(after: name.endIndex)...]
            } else {
                words += "&"
            }
        }
        return words + rest
    }

    private static func scalar(_ name: Substring) -> Unicode.Scalar? {
        if let known = named[name] { return known }
        guard name.hasPrefix("#") else { return nil }
        let digits = name.dropFirst()
        let number =
            digits.first.map { $0 == "x" || $0 == "X" } == true
            ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        return number.flatMap { $0 < 32 ? nil : Unicode.Scalar($0) }
    }
}
