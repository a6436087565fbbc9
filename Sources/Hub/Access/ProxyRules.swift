/// Which requests go through a proxy: `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, in either case, as curl reads them.
package struct ProxyRules: Hashable, Sendable {
    /// Where a proxy listens. Its password is not described.
    package struct Server: Hashable, Sendable, CustomStringConvertible {
        package let host: String
        package let port: Int
        let user: String?
        let password: String?

        package var description: String { "\(host):\(port)" }
    }

    private let servers: [WebOrigin.Scheme: Server]
    private let direct: [String]

    /// Lower-case names win. A proxy that cannot be read is no proxy.
    package init(environment: [String: String]) {
        func value(_ name: String) -> String? {
            (environment[name.lowercased()] ?? environment[name]).flatMap { $0.isEmpty ? nil : $0 }
        }
        var servers: [WebOrigin.Scheme: Server] = [:]
        servers[.https] = value("HTTPS_PROXY").flatMap { Server($0) }
        servers[.http] = value("HTTP_PROXY").flatMap { Server($0) }
        self.servers = servers
        direct = (value("NO_PROXY") ?? "").split { $0 == "," || $0 == " " }.map { $0.lowercased() }
    }

    /// No proxy at all.
    package static let none = ProxyRules(environment: [:])

    /// The proxies that may be used.
    package var all: Set<Server> { Set(servers.values) }

    /// The proxy for an origin; nil when it is asked directly, as this machine itself always is.
    package func proxy(for origin: WebOrigin) -> Server? {
        guard let server = servers[origin.scheme] else { return nil }
        let host = origin.host.trimmingBrackets
        if host == "localhost" || host.hasSuffix(".localhost") || host == "::1" { return nil }
        if let address = IPv4(host), address.isIn(network: IPv4.loopback, bits: 8) { return nil }
        return direct.contains { Self.covers($0, host: host, port: origin.port) } ? nil : server
    }

    /// `*`, a name with its subdomains (with or without a leading dot), an address, a network `10.0.0.0/8`, each
    /// perhaps with a port.
    private static func covers(_ entry: String, host: String, port: Int) -> Bool {
        if entry == "*" { return true }
        let slash = entry.split(separator: "/", omittingEmptySubsequences: false)
        if slash.count == 2 {
            guard let network = IPv4(slash[0]), let bits = Int(slash[1]), (0...32).contains(bits) else { return false }
            return IPv4(host)?.isIn(network: network, bits: bits) ?? false
        }
        var name = entry
        let colons = entry.filter { $0 == ":" }.count
        if colons == 1 || entry.hasPrefix("["), let (onlyHost, wanted) = WebOrigin.split(entry.droppingLeadingDot) {
            if let wanted, wanted != port { return false }
            name = onlyHost
        }
        name = name.trimmingBrackets.droppingLeadingDot
        return host == name || (!name.isEmpty && IPv4(host) == nil && host.hasSuffix(".\(name)"))
    }
}

extension ProxyRules.Server {
    /// `[http://][user:password@]host[:port]`; the port is 3128 when it is absent.
    init?(_ text: String) {
        var rest = text[...]
        if let scheme = rest.firstRange(of: "://") {
            guard rest[..<scheme.lowerBound].lowercased() == "http" else { return nil }
            rest = rest[scheme.upperBound...]
        }
        rest = rest.prefix { $0 != "/" }
        var user: String?
        var password: String?
        if let at = rest.lastIndex(of: "@") {
            let parts = rest[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            user = PercentEncoding.decode(parts[0])
            password = parts.count == 2 ? PercentEncoding.decode(parts[1]) : ""
            rest = rest[rest.index(after: at)...]
        }
        guard let (host, port) = WebOrigin.split(rest) else { return nil }
        self.init(host: host.trimmingBrackets, port: port ?? 3128, user: user, password: password)
    }
}

extension String {
    fileprivate var trimmingBrackets: String {
        hasPrefix("[") && hasSuffix("]") ? String(dropFirst().dropLast()) : self
    }
    fileprivate var droppingLeadingDot: String { hasPrefix(".") ? String(dropFirst()) : self }
}
