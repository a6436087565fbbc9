/// An address that may be asked, and the machines it means.
package struct ReachTarget: Hashable, Sendable {
    package let location: WebLocation
    /// Those that may be connected to, in order; none others may. Empty only behind a proxy that resolves the name itself.
    package let addresses: [IPAddress]
    /// The proxy that is to be asked instead; it connects by its own rules.
    package let proxy: ProxyRules.Server?

    /// `host:port:address,address`: what curl calls a resolve entry. Nil when there is nothing to pin.
    package var resolveEntry: String? {
        guard proxy == nil, !addresses.isEmpty, IPAddress(location.origin.host) == nil else { return nil }
        let list = addresses.map(\.inURL).joined(separator: ",")
        return "\(location.origin.host):\(location.origin.port):\(list)"
    }
}

extension ReachTarget {
    /// The proxy as a variable of the environment names it, with its password; nil without a proxy. Never to be logged.
    package var proxyAddress: String? {
        guard let proxy else { return nil }
        let user = proxy.user.map { name in
            "\(PercentEncoding.encode(name)):\(PercentEncoding.encode(proxy.password ?? ""))@"
        }
        return "http://\(user ?? "")\(proxy.host):\(proxy.port)"
    }
}
