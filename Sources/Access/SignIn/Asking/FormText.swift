/// Names and values as a form or a query writes them: `a=1&b=2`, everything but letters, digits and `-._~` escaped.
struct FormText: Sendable {
    private var pairs: [String] = []

    var text: String { pairs.joined(separator: "&") }

    mutating func add(_ name: String, _ value: String) { pairs.append("\(name)=\(Self.encode(value))") }

    static func encode(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain =
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || "-._~".utf8.contains(byte)
            let hex = String(byte, radix: 16, uppercase: true)
            return isPlain ? String(UnicodeScalar(byte)) : "%" + (hex.utf8.count == 1 ? "0" : "") + hex
        }.joined()
    }
}
