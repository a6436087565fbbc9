/// The names under which a server lets itself be addressed, on any port.
package struct AllowedHosts: Hashable, Sendable {
    /// Nil when every name will do.
    private let names: Set<String>?
    /// Whether an address in numbers will do too: no page can have a name that looks like one.
    private var numbers = false

    /// Every well-formed name: for a server that is meant to be reached from elsewhere.
    package static let any = AllowedHosts(names: nil)
    /// What a server bound to loopback answers to, so that a web page cannot reach it by a name of its own (DNS rebinding).
    package static let loopback = AllowedHosts(names: ["127.0.0.1", "localhost", "[::1]"])

    private init(names: Set<String>?) { self.names = names }

    /// Exactly these names, besides those of loopback, and with `numbers` any IP address; nil when one is no host name.
    package init?(_ names: some Sequence<String>, numbers: Bool = false) {
        var known = Self.loopback.names ?? []
        for name in names {
            guard let authority = Authority(name), authority.port == nil else { return nil }
            known.insert(authority.host)
        }
        self.names = known
        self.numbers = numbers
    }

    /// Whether a request for this host may be answered.
    package func allows(_ authority: Authority) -> Bool {
        guard let names else { return true }
        return names.contains(authority.host) || (numbers && authority.isNumeric)
    }
}
