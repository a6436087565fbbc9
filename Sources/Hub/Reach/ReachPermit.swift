/// A line of the setting `reach.allow`: a host, a domain, or a network that may be reached although it is not public.
package struct ReachPermit: Hashable, Sendable, CustomStringConvertible {
    private enum Subject: Hashable, Sendable {
        case host(String)
        /// A domain and everything below it, without its leading dot.
        case domain(String)
        case network(IPNetwork)
    }

    private let subject: Subject
    /// Nil for the usual ports.
    private let port: Int?
    package let description: String

    /// Reads `git.corp.example`, `git.corp.example:8443`, `.corp.example` or `*.corp.example`, `10.1.0.0/16`, `fd12::/16`,
    /// `127.0.0.1:3000`; nil for anything else, also for a bare `*`.
    package init?(_ text: some StringProtocol) {
        description = String(text)
        if let network = IPNetwork(text) {
            (subject, port) = (.network(network), nil)
            return
        }
        let stem = text.hasPrefix("*.") ? text.dropFirst(2) : text.hasPrefix(".") ? text.dropFirst() : text[...]
        guard let (host, port) = WebOrigin.split(stem) else { return nil }
        self.port = port
        if let address = IPNetwork(host) {
            guard stem.endIndex == text.endIndex, stem.startIndex == text.startIndex else { return nil }
            subject = .network(address)
        } else {
            subject = stem.startIndex == text.startIndex ? .host(host) : .domain(host)
        }
    }

    /// Whether it names the host itself: then any address its name resolves to is meant.
    func names(_ origin: WebOrigin) -> Bool {
        switch subject {
        case .host(let host): host == origin.host && allows(port: origin)
        case .domain(let domain):
            (origin.host == domain || origin.host.hasSuffix(".\(domain)")) && allows(port: origin)
        case .network: false
        }
    }

    /// Whether it names the address, whatever the host is called.
    func covers(_ address: IPAddress, of origin: WebOrigin) -> Bool {
        if case .network(let network) = subject { network.contains(address) && allows(port: origin) } else { false }
    }

    /// A permit with a port is for that port alone.
    private func allows(port origin: WebOrigin) -> Bool { port == nil || port == origin.port }
    /// Whether it names this port, so that the rule of usual ports does not apply.
    func namesPort(of origin: WebOrigin) -> Bool { port == origin.port }
}
