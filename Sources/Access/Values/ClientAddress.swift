import Glibc

/// Where a request came from, as far as limits care: an IPv4 address, or the /64 network of an IPv6 one, because whoever
/// has one address of that has them all.
package struct ClientAddress: Hashable, Sendable {
    /// `192.0.2.7`, `2001:db8::/64`, or `unknown`.
    package let text: String

    package static let unknown = ClientAddress(nil)

    package init(_ address: String?) {
        let given = address?.split(separator: "%").first.map(String.init) ?? ""
        var four = in_addr()
        var six = in6_addr()
        if inet_pton(AF_INET, given, &four) == 1 {
            text = Self.text(AF_INET, &four)
        } else if inet_pton(AF_INET6, given, &six) == 1 {
            text = withUnsafeMutableBytes(of: &six) { Self.network(of: $0) }
        } else {
            text = "unknown"
        }
    }

    private static func network(of bytes: UnsafeMutableRawBufferPointer) -> String {
        // ::ffff:a.b.c.d is an IPv4 address on a socket for both.
        if bytes.prefix(10).allSatisfy({ $0 == 0 }), bytes[10] == 255, bytes[11] == 255 {
            return bytes.suffix(4).map(String.init).joined(separator: ".")
        }
        // Loopback is one machine, not a network.
        if bytes.prefix(15).allSatisfy({ $0 == 0 }), bytes[15] == 1 { return "::1" }
        for index in 8..<16 { bytes[index] = 0 }
        return text(AF_INET6, bytes.baseAddress) + "/64"
    }

    private static func text(_ family: Int32, _ address: UnsafeRawPointer?) -> String {
        guard let address else { return "unknown" }
        var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard inet_ntop(family, address, &buffer, socklen_t(buffer.count)) != nil else { return "unknown" }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
