/// RFC 3986 percent encoding, byte by byte: what leaves is ASCII, what comes back may be any UTF-8.
package enum PercentEncoding {
    private static let digits = Array("0123456789ABCDEF".utf8)

    /// One path segment or query value: everything but letters, digits and `-._~` becomes `%XX`, slashes too.
    package static func encode(_ text: some StringProtocol) -> String {
        escape(text.utf8) { isUnreserved($0) }
    }

    /// A whole path whose slashes stay.
    package static func encodePath(_ path: some StringProtocol) -> String {
        escape(path.utf8) { isUnreserved($0) || $0 == UInt8(ascii: "/") }
    }

    /// Encodes only what may never stand in a URL (controls, spaces, quotes, non-ASCII) and keeps the rest as it came.
    static func repair(_ target: some StringProtocol) -> String {
        escape(target.utf8) { (33...126).contains($0) && !Array("\"<>\\^`{|}".utf8).contains($0) }
    }

    /// Nil for a broken escape or bytes that are not UTF-8. `+` means a space only in a query.
    package static func decode(_ text: some StringProtocol, plusIsSpace: Bool = false) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%") {
                guard let high = rest.popFirst().flatMap(value), let low = rest.popFirst().flatMap(value) else {
                    return nil
                }
                bytes.append(high << 4 | low)
            } else {
                bytes.append(plusIsSpace && byte == UInt8(ascii: "+") ? 32 : byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func escape(_ bytes: some Sequence<UInt8>, keeping isKept: (UInt8) -> Bool) -> String {
        var out: [UInt8] = []
        for byte in bytes {
            if isKept(byte) {
                out.append(byte)
            } else {
                out += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
            || byte == 45 || byte == 46 || byte == 95 || byte == 126
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 48...57: digit - 48
        case 65...70: digit - 55
        case 97...102: digit - 87
        default: nil
        }
    }
}
