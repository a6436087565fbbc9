package import NIOCore
import NIOPosix

/// Decides whether an address that somebody else wrote may be asked, and asks it without letting it lead elsewhere.
///
/// A name is resolved once, here; whoever connects uses these addresses and no others, so that a name cannot mean a public
/// machine while it is judged and a private one when it is asked.
package struct Reach: Sendable {
    package let rules: ReachRules
    let names: any NameResolving
    let group: any EventLoopGroup

    package init(
        rules: ReachRules, names: any NameResolving = SystemNames(),
        group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton
    ) {
        self.rules = rules
        self.names = names
        self.group = group
    }

    /// Judges a text that should be an address. Throws `ReachError`.
    package func check(_ text: some StringProtocol) async throws -> ReachTarget {
        guard let location = WebLocation(text) else {
            throw ReachError.malformed(
                text: QuotedText(text, limit: 120).text, why: "not a plain http or https address")
        }
        return try await check(location)
    }

    /// Judges an address and finds the machines it means. Throws `ReachError`.
    package func check(_ location: WebLocation) async throws -> ReachTarget {
        let origin = location.origin
        guard !rules.isOffline else { throw ReachError.offline(host: origin.host) }
        if let why = rules.refusal(ofPort: origin) { throw ReachError.refused(host: origin.host, why: why) }
        if let literal = IPAddress(origin.host) {
            if let why = rules.refusal(of: literal, at: origin) {
                throw ReachError.refused(host: origin.host, why: why)
            }
            return ReachTarget(location: location, addresses: [literal], proxy: rules.proxies.proxy(for: origin))
        }
        guard !Self.looksNumeric(origin.host) else {
            throw ReachError.refused(host: origin.host, why: "a number where a name is meant")
        }
        return try await resolve(location)
    }

    private func resolve(_ location: WebLocation) async throws -> ReachTarget {
        let origin = location.origin
        // Judged before it is resolved: the answer of a resolver is not needed to know where this leads.
        if origin.host == "localhost" || origin.host.hasSuffix(".localhost"), !rules.allowsPrivate, !rules.names(origin)
        {
            throw ReachError.refused(host: origin.host, why: "loopback name")
        }
        let found = await names.addresses(of: origin.host)
        let proxy = rules.proxies.proxy(for: origin)
        var refusal: String?
        let addresses = found.filter { address in
            let why = rules.refusal(of: address, at: origin)
            refusal = refusal ?? why
            return why == nil
        }
        if addresses.isEmpty, let refusal { throw ReachError.refused(host: origin.host, why: refusal) }
        // Behind a proxy the names of the world may be known to the proxy alone.
        guard !addresses.isEmpty || proxy != nil else { throw ReachError.unresolved(host: origin.host) }
        return ReachTarget(location: location, addresses: addresses, proxy: proxy)
    }

    /// Whether `inet_aton` might read the host as an address: its last label is a number, in any base.
    private static func looksNumeric(_ host: String) -> Bool {
        guard let last = host.split(separator: ".").last else { return true }
        return last.utf8.allSatisfy { (48...57).contains($0) } || last.hasPrefix("0x")
    }
}
