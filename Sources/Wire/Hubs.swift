/// A Hub that this house asks.
package struct HubView: Codable, Sendable, Hashable {
    /// What it is called in addresses: twelve digits of its own address's SHA-256.
    package var id: String
    package var address: String
    /// `default` for the public one that is asked when none is set, `settings`, `added` at run time, or `samples`.
    package var origin: String
    /// Whether a token can be stored for it.
    package var takesToken: Bool
    /// Where its token comes from: `stored` for one stored for this Hub, else the variable or file; nil when it has none.
    package var tokenSource: String?
    /// Whether a token would travel unencrypted to another machine.
    package var isExposed: Bool

    package init(
        id: String, address: String, origin: String, takesToken: Bool, tokenSource: String?, isExposed: Bool
    ) {
        self.id = id
        self.address = address
        self.origin = origin
        self.takesToken = takesToken
        self.tokenSource = tokenSource
        self.isExposed = isExposed
    }
}

/// The body of `POST /api/v1/hubs`.
package struct HubWish: Codable, Sendable {
    package var address: String
}

/// The body of `PUT /api/v1/hubs/{id}/token`.
package struct HubTokenWish: Codable, Sendable {
    package var token: String
}

/// What a Hub answered when it was asked for one model.
package struct HubCheckView: Codable, Sendable, Hashable {
    package var id: String
    package var address: String
    package var reachable: Bool
    /// Until the whole answer was here, connecting included; nil when it did not come.
    package var latencyMs: Double?
    /// Whether a token was sent along.
    package var withToken: Bool
    package var problem: ProblemView?

    package init(
        id: String, address: String, reachable: Bool, latencyMs: Double?, withToken: Bool, problem: ProblemView?
    ) {
        self.id = id
        self.address = address
        self.reachable = reachable
        self.latencyMs = latencyMs
        self.withToken = withToken
        self.problem = problem
    }
}
