/// The bytes of what was typed: what may stand in them, and percent-encoding.
enum ReferenceText {
    static func trimmed(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !isBlank($0) }),
            let last = scalars.lastIndex(where: { !isBlank($0) })
        else { return "" }
        return String(scalars[first...last])
    }

    /// Refuses what a terminal or a reader would not see as it is.
    static func checkVisible(_ text: String) throws(ReferenceFault) {
        for scalar in text.unicodeScalars where !RepositoryPath.isVisible(scalar) { throw .invisible(scalar.value) }
    }

    /// Refuses what may stand in no reference to a repository.
    static func checkWord(_ text: String) throws(ReferenceFault) {
        guard !text.unicodeScalars.contains(where: { $0.properties.isWhitespace }) else { throw .whiteSpace }
        guard !text.utf8.contains(UInt8(ascii: "\\")) else { throw .backslash }
        guard !climbs(text) else { throw .parentFolder }
        if text.utf8.first == UInt8(ascii: "/") { throw .absolutePath }
        if text.utf8.first == UInt8(ascii: "~") { throw .homeFolder }
    }

    /// Whether `../` stands anywhere, or `..` is the last segment.
    static func climbs(_ text: String) -> Bool {
        split(text, at: "/").dropLast().contains { $0.hasSuffix("..") } || split(text, at: "/").last == ".."
    }

    /// The parts between the separators, by bytes: a combining mark after a slash does not hide the slash.
    static func split(_ text: String, at separator: Unicode.Scalar) -> [String] {
        text.unicodeScalars.split(separator: separator, omittingEmptySubsequences: false).map { String($0) }
    }

    /// What stands before and after the first separator; nil when there is none.
    static func cut(_ text: String, at separator: Unicode.Scalar) -> (head: String, tail: String)? {
        let scalars = text.unicodeScalars
        guard let index = scalars.firstIndex(of: separator) else { return nil }
        return (String(scalars[..<index]), String(scalars[scalars.index(after: index)...]))
    }

    /// Undoes percent-encoding once; what is still encoded afterwards was meant to slip past someone.
    static func decoded(_ text: String) throws(ReferenceFault) -> String {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(Hex.value), let low = rest.popFirst().flatMap(Hex.value) else {
                throw .escape
            }
            bytes.append(high << 4 | low)
        }
        guard let plain = String(validating: bytes, as: UTF8.self) else { throw .escape }
        let lower = plain.lowercased()
        guard !["%2e", "%2f", "%5c", "%00", "%25"].contains(where: { lower.contains($0) }) else { throw .escape }
        return plain
    }

    /// Encodes what would be read as something else: `%`, white space, and the given characters.
    static func encoded(_ text: String, and more: String = "") -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if scalar == "%" || scalar.properties.isWhitespace || more.unicodeScalars.contains(scalar) {
                for byte in UTF8.encode(scalar).map(Array.init) ?? [] {
                    result += "%" + Hex.encode([byte]).uppercased()
                }
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// For messages: invisible characters written out, at most 80 of them.
    static func shown(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars.prefix(80) {
            if RepositoryPath.isVisible(scalar) {
                result.unicodeScalars.append(scalar)
            } else {
                result += scalar.escaped(asASCII: true)
            }
        }
        return text.unicodeScalars.count > 80 ? result + "…" : result
    }

    static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r"
    }
}
