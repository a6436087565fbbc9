package import Wire

/// What `routes.yaml` says: who can be asked, and whom to ask for what.
package struct RoutesConfig: Hashable, Sendable {
    /// By name. `local` is always there and not among them.
    package var providers: [String: ProviderConfig] = [:]
    package var routes: [String: RouteConfig] = [:]
    /// What is known of models that no provider tells.
    package var models: [Leg: LegFacts] = [:]
    /// What a route without rules of its own goes by, and every request that names a model instead of a route.
    package var rules = RouteRules()

    package init() {}
}

/// One provider.
package struct ProviderConfig: Hashable, Sendable {
    /// A name of the registry of dialects, such as `openai`.
    package var kind: String
    /// Nil asks for the kind's own service.
    package var url: String?
    /// The environment variable with the key; nil asks for those the provider's own tools read.
    package var keyVariable: String?
    /// A file with the key and nothing else.
    package var keyFile: String?
    /// Requests at once.
    package var concurrency: Int?
    /// Millionths of a dollar between midnight and midnight UTC, for all requests to it, by whatever name.
    package var dailyBudget: Int64?
}

/// One route: whom to ask for a task, in which order.
package struct RouteConfig: Hashable, Sendable {
    package var isEnabled = true
    /// The primary one first.
    package var legs: [Leg]
    /// Nothing of a request leaves this machine.
    package var isPrivate = false
    package var rules: RouteRules
    package var concurrency: Int?
    /// Millionths of a dollar between midnight and midnight UTC.
    package var dailyBudget: Int64?
    /// Fields a request has when it does not bring its own, such as `temperature`.
    package var parameters: [String: JSONValue] = [:]

    package init(legs: [Leg], rules: RouteRules) {
        self.legs = legs
        self.rules = rules
    }
}

/// What the router must know of a model that is not in this house.
package struct LegFacts: Hashable, Sendable {
    /// Tokens of prompt and answer together.
    package var context: Int?
    package var price: Price?
}

/// What tokens cost, in dollars for a million, which is millionths of a dollar for one.
package struct Price: Hashable, Sendable {
    package var input: Double
    package var output: Double
    /// Of the prompt, what the provider knew from before; nil charges it as input.
    package var known: Double?

    /// Millionths of a dollar.
    package func cost(of usage: Usage) -> Int64 {
        let known = min(usage.known, usage.prompt)
        let prompt = Double(usage.prompt - known) * input + Double(known) * (self.known ?? input)
        // Within bounds: a million dollars for a token, and a trillion tokens, are the most there is.
        return Int64(clamping: Int((prompt + Double(usage.answer) * output).rounded()))
    }

    package static let free = Price(input: 0, output: 0)

    package var isFree: Bool { input == 0 && output == 0 }
}
