/// The host and port a client addressed: the `Host` header, checked.
package struct Authority: Hashable, Sendable, CustomStringConvertible {
    /// In lower case; an IPv6 address keeps its brackets.
    package let host: String
    package let port: Int?

    /// Accepts `name`, `name:port`, `1.2.3.4:port` and `[::1]:port`; nil for anything else, user names included.
    package init?(_ text: some StringProtocol) {
        guard (1...261).contains(text.utf8.count) else { return nil }
        let lower = text.lowercased()
        let end: String.Index
        if lower.hasPrefix("[") {
            guard let bracket = lower.firstIndex(of: "]") else { return nil }
            guard lower[..<bracket].dropFirst().utf8.allSatisfy(Self.isAddress) else { return nil }
            end = lower.index(after: bracket)
        } else {
            end = lower.firstIndex(of: ":") ?? lower.endIndex
            guard end > lower.startIndex, lower[..<end].utf8.allSatisfy(Self.isName) else { return nil }
        }
        host = String(lower[..<end])
        let rest = lower[end...]
        guard !rest.isEmpty else {
            port = nil
            return
        }
        guard rest.hasPrefix(":"), rest.dropFirst().utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        guard let number = Int(rest.dropFirst()), (0...65535).contains(number) else { return nil }
        port = number
    }

    /// Whether the host is an IP address and not a name that somebody's DNS can turn around.
    var isNumeric: Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return host.hasPrefix("[") || (parts.count == 4 && parts.allSatisfy { UInt8($0) != nil })
    }

    package var description: String { port.map { "\(host):\($0)" } ?? host }

    private static func isName(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (97...122).contains(byte) || "-._".utf8.contains(byte)
    }

    private static func isAddress(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (97...102).contains(byte) || ":.".utf8.contains(byte)
    }
}
