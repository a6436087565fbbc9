/// Scheme, host and port: the boundary a token never crosses.
package struct WebOrigin: Hashable, Sendable, CustomStringConvertible {
    /// The two schemes a Hub can have.
    package enum Scheme: String, Hashable, Sendable {
        case http
        case https

        package var defaultPort: Int { self == .https ? 443 : 80 }
    }

    package let scheme: Scheme
    /// Lower case; an IPv6 address keeps its brackets.
    package let host: String
    package let port: Int

    static let huggingFace = WebOrigin(scheme: .https, trustedHost: "huggingface.co", port: 443)

    private init(scheme: Scheme, trustedHost: String, port: Int) {
        self.scheme = scheme
        host = trustedHost
        self.port = port
    }

    /// Parses `host[:port]`; nil when the host is not plain ASCII or carries user information.
    package init?(scheme: Scheme, authority: some StringProtocol) {
        guard let (host, port) = Self.split(authority) else { return nil }
        self.scheme = scheme
        self.host = host
        self.port = port ?? scheme.defaultPort
    }

    package var description: String {
        port == scheme.defaultPort ? "\(scheme.rawValue)://\(host)" : "\(scheme.rawValue)://\(host):\(port)"
    }

    /// `host`, `host:port` or `[v6]:port`, ASCII only, without user information; nil for anything else.
    static func split(_ authority: some StringProtocol) -> (host: String, port: Int?)? {
        let text = String(authority).lowercased()
        guard text.utf8.count <= 300 else { return nil }
        var host = text[...]
        var port: Int?
        let end = text.hasPrefix("[") ? (text.lastIndex(of: "]") ?? text.startIndex) : text.startIndex
        if let colon = text[end...].lastIndex(of: ":") {
            let digits = text[text.index(after: colon)...]
            guard digits.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(digits), number > 0,
                number < 65_536
            else { return nil }
            port = number
            host = text[..<colon]
        }
        return isHost(host) ? (String(host), port) : nil
    }

    private static func isHost(_ host: Substring) -> Bool {
        if host.hasPrefix("["), host.hasSuffix("]") {
            let inner = host.dropFirst().dropLast()
            return inner.contains(":")
                && inner.utf8.allSatisfy { (48...58).contains($0) || (97...102).contains($0) || $0 == 46 }
        }
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        return host.utf8.count <= 253
            && labels.allSatisfy { label in
                !label.isEmpty && label.utf8.count <= 63
                    && label.utf8.allSatisfy {
                        (48...57).contains($0) || (97...122).contains($0) || $0 == 45 || $0 == 95
                    }
            }
    }
}
