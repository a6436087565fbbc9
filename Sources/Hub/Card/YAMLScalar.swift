import Wire

/// What a scalar without quotes means.
enum YAMLScalar {
    static func isNull(_ text: String) -> Bool { ["", "~", "null", "Null", "NULL"].contains(text) }

    static func value(_ text: String) -> JSONValue {
        if isNull(text) { return .null }
        switch text {
        case "true", "True", "TRUE": return .bool(true)
        case "false", "False", "FALSE": return .bool(false)
        default: return number(text) ?? .string(text)
        }
    }

    private static func number(_ text: String) -> JSONValue? {
        // Long digits are names or keys, not quantities.
        guard text.utf8.count <= 40, let first = text.utf8.first, isDigit(first) || "+-.".utf8.contains(first) else {
            return nil
        }
        if text.hasPrefix("0x") { return Int64(text.dropFirst(2), radix: 16).map { .integer($0) } }
        if text.hasPrefix("0o") { return Int64(text.dropFirst(2), radix: 8).map { .integer($0) } }
        if let whole = Int64(text) { return .integer(whole) }
        guard text.utf8.allSatisfy({ isDigit($0) || "+-.eE".utf8.contains($0) }), text.utf8.contains(where: isDigit),
            let fraction = Double(text.hasSuffix(".") ? "\(text)0" : text), fraction.isFinite
        else { return nil }
        return .number(fraction)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
}
