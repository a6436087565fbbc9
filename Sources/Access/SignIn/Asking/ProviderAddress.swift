/// Where something of a provider stands: https anywhere, plain http only on this machine.
///
/// Read strictly, because it decides where a secret is sent: printable ASCII, no user information, no fragment.
package struct ProviderAddress: Hashable, Sendable, CustomStringConvertible {
    private static let longest = 2048

    /// As it was written: an issuer is compared letter by letter.
    package let description: String
    /// In lower case; an IPv6 address keeps its brackets.
    package let host: String

    /// Nil for anything but such an address.
    package init?(_ text: String) {
        guard text.utf8.count <= Self.longest, text.utf8.allSatisfy({ (33...126).contains($0) && $0 != 92 }) else {
            return nil
        }
        let scheme = text.hasPrefix("https://") ? "https://" : "http://"
        guard text.hasPrefix(scheme), !text.contains("#") else { return nil }
        let authority = text.dropFirst(scheme.count).prefix { !"/?".contains($0) }.lowercased()
        guard let host = Self.host(authority) else { return nil }
        guard scheme == "https://" || Self.isLoopback(host) else { return nil }
        self.host = host
        description = text
    }

    /// The address with this behind its path; a slash at its end is not doubled.
    func appending(_ path: String) -> ProviderAddress? {
        ProviderAddress((description.hasSuffix("/") ? String(description.dropLast()) : description) + path)
    }

    /// The address with these parameters added to its query.
    func adding(_ form: FormText) -> String {
        description + (description.contains("?") ? "&" : "?") + form.text
    }

    /// `name`, `name:port` or `[v6]:port`.
    private static func host(_ authority: String) -> String? {
        let isV6 = authority.hasPrefix("[")
        let end = isV6 ? authority.firstIndex(of: "]").map(authority.index(after:)) : authority.firstIndex(of: ":")
        let host = authority[..<(end ?? authority.endIndex)]
        let rest = authority[host.endIndex...]
        guard host.count > 0, !isV6 || host.hasSuffix("]") else { return nil }
        let inner = isV6 ? host.dropFirst().dropLast() : host
        let isPlain = inner.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (97...122).contains(byte) || (isV6 ? ":." : ".-").utf8.contains(byte)
        }
        guard isPlain, !inner.isEmpty else { return nil }
        guard rest.isEmpty || (rest.hasPrefix(":") && UInt16(rest.dropFirst()) != nil) else { return nil }
        return String(host)
    }

    private static func isLoopback(_ host: String) -> Bool {
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
        let isV4 = numbers.count == 4 && numbers.allSatisfy { UInt8($0) != nil } && numbers[0] == "127"
        return host == "localhost" || host == "[::1]" || isV4
    }
}
