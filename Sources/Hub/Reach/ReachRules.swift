/// Where an address that somebody else wrote may lead: a link of a card, a redirect, a field of a request.
package struct ReachRules: Hashable, Sendable {
    /// Nothing is reached at all.
    package var isOffline: Bool
    /// `reach.private`: private and loopback addresses are like public ones. Clouds' metadata never are.
    package var allowsPrivate: Bool
    /// `reach.allow`: what may be reached although it is not public.
    package var allow: [ReachPermit]
    /// The proxies of the environment. Behind one, its own rules decide where a name leads.
    package var proxies: ProxyRules

    /// Public addresses only, unless said otherwise.
    package init(
        isOffline: Bool = false, allowsPrivate: Bool = false, allow: [ReachPermit] = [], proxies: ProxyRules = .none
    ) {
        self.isOffline = isOffline
        self.allowsPrivate = allowsPrivate
        self.allow = allow
        self.proxies = proxies
    }

    /// Ports below this one belong to services that are not the web's; only 80 and 443 are.
    private static let firstFreePort = 1024

    /// Whether the setting names the host itself.
    func names(_ origin: WebOrigin) -> Bool { allow.contains { $0.names(origin) } }

    /// Why the port is not used; nil when it may be.
    func refusal(ofPort origin: WebOrigin) -> String? {
        let isUsual = [80, 443].contains(origin.port) || origin.port >= Self.firstFreePort
        let isNamed = allow.contains { $0.namesPort(of: origin) }
        return isUsual || isNamed ? nil : "port \(origin.port) is not the web's"
    }

    /// Why the address is not reached; nil when it may be.
    func refusal(of address: IPAddress, at origin: WebOrigin) -> String? {
        let kind = AddressKind(address)
        if kind == .open || allow.contains(where: { $0.names(origin) || $0.covers(address, of: origin) }) { return nil }
        let isOwn = [.privateUse, .loopback, .carrier].contains(kind)
        return allowsPrivate && isOwn ? nil : "\(kind.rawValue) \(address)"
    }
}
