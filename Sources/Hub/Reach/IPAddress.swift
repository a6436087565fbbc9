#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An address of the Internet protocol, as a number: so that no spelling of it can be missed.
package enum IPAddress: Hashable, Sendable, CustomStringConvertible {
    case v4(UInt32)
    case v6(high: UInt64, low: UInt64)

    /// Reads the one canonical spelling of IPv4 (four decimal numbers without leading zeros) or any of IPv6, with or without
    /// brackets; nil for everything else, also for what `inet_aton` would take: `127.1`, `0x7f.1`, `017700000001`.
    package init?(_ text: some StringProtocol) {
        let text = text.hasPrefix("[") && text.hasSuffix("]") ? String(text.dropFirst().dropLast()) : String(text)
        if text.utf8.contains(UInt8(ascii: ":")) {
            guard let address = Self.v6(text) else { return nil }
            self = address
        } else {
            let parts = text.split(separator: ".", omittingEmptySubsequences: false)
            let bytes = parts.compactMap { Self.decimalByte($0) }
            guard parts.count == 4, bytes.count == 4 else { return nil }
            self = .v4(bytes.reduce(0) { $0 << 8 | UInt32($1) })
        }
    }

    package var description: String {
        switch self {
        case .v4(let bits): (0..<4).map { String(bits >> (24 - 8 * $0) & 255) }.joined(separator: ".")
        case .v6(let high, let low): Self.text(high, low)
        }
    }

    /// As it stands in a URL: IPv6 in brackets.
    package var inURL: String { if case .v6 = self { "[\(description)]" } else { description } }

    /// From what `getaddrinfo` gives; nil for another family.
    init?(_ address: UnsafePointer<sockaddr>) {
        switch Int32(address.pointee.sa_family) {
        case AF_INET:
            let bits = address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { $0.pointee.sin_addr.s_addr }
            self = .v4(UInt32(bigEndian: bits))
        case AF_INET6:
            let bytes = address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { $0.pointee.sin6_addr }
            self = Self.v6(bytes)
        default: return nil
        }
    }

    private static func decimalByte(_ text: Substring) -> UInt8? {
        guard (1...3).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }),
            text.utf8.count == 1 || text.utf8.first != 48
        else { return nil }
        return UInt8(text)
    }

    private static func v6(_ text: String) -> IPAddress? {
        var bytes = in6_addr()
        guard text.utf8.count <= 45, inet_pton(AF_INET6, text, &bytes) == 1 else { return nil }
        return v6(bytes)
    }

    private static func v6(_ bytes: in6_addr) -> IPAddress {
        withUnsafeBytes(of: bytes) { raw in
            .v6(
                high: UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 0, as: UInt64.self)),
                low: UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
        }
    }

    private static func text(_ high: UInt64, _ low: UInt64) -> String {
        var bytes = in6_addr()
        withUnsafeMutableBytes(of: &bytes) { raw in
            raw.storeBytes(of: high.bigEndian, toByteOffset: 0, as: UInt64.self)
            raw.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
        }
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard inet_ntop(AF_INET6, &bytes, &text, socklen_t(text.count)) != nil else { return "::" }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
