package import Access
import Domain
import Hub
package import Wire

extension House {
    /// Has one more Hub asked, from now on and by every process of this home, behind those of the settings.
    ///
    /// What is found there anybody may bring in who may bring in anything, so the address must be a public one, or one that
    /// `reach.allow` names. It gets no token but one that is stored for it. Throws `Problem` or `ReachError`.
    package func addHub(_ address: String, by identity: Identity) async throws -> HubView {
        guard let endpoint = HubEndpoint(address) else {
            throw Problem(
                .badRequest, "`\(address.prefix(200))` is no address of a Hub",
                hint: "write https://host or http://host:port/path")
        }
        guard !hubs.standard.contains(where: { $0.endpoint == endpoint }) else {
            throw Problem(.conflict, "`\(endpoint)` is asked already", hint: "see `roost hub list`")
        }
        do {
            _ = try await Reach(rules: try settings.reachRules()).check(endpoint.description)
        } catch ReachError.unresolved(let host) {
            // What was typed is wrong, rather than this server.
            throw Problem(.badRequest, "the name `\(host)` has no address", hint: "check the spelling")
        }
        try hubs.added.add(endpoint)
        try await audit.record(identity, "hub.add", endpoint.description)
        return view(endpoint)
    }

    /// Has an added Hub asked no more; what came from it stays, and a token that was stored for it goes.
    package func removeHub(_ name: String, by identity: Identity) async throws {
        let known = try hub(named: name)
        guard known.origin == HubOrigin.added, let endpoint = HubEndpoint(known.address) else {
            throw Problem(
                .conflict, "`\(known.address)` was not added: the settings name it",
                hint: "change `hubs` in config.yaml, or HF_ENDPOINT")
        }
        // The token first: a Hub that is gone could not be asked to let go of it.
        try hubs.tokens.set(nil, for: endpoint)
        try hubs.added.remove(endpoint)
        try await audit.record(identity, "hub.remove", endpoint.description)
    }
}

/// Where a Hub of the list comes from, as `HubView.origin` says it.
enum HubOrigin {
    static let added = "added"
    static let samples = "samples"
    static let standard = "default"
    static let settings = "settings"
}
