import Domain
import Wire

/// Whom one request may be put to, and by which rules.
struct RoutePlan: Sendable {
    /// The route; nil when a model was named.
    let name: String?
    let asked: String
    let legs: [Leg]
    let rules: RouteRules
    let isPrivate: Bool
    let concurrency: Int?
    let dailyBudget: Int64?
    private static let longestName = 300
    /// What nobody calls a model of their own.
    private static let services: Set = ["openai", "anthropic", "gemini", "groq", "ollama"]
    private let parameters: [String: JSONValue]

    /// Reads what was asked for: a route first, then a provider's model, then a model of this house.
    init(_ asked: String, in config: RoutesConfig, isPrivate: Bool) throws {
        guard asked.utf8.count <= Self.longestName else {
            throw Problem(.notFound, "`\(asked.prefix(60))…` is longer than any model's name")
        }
        self.asked = asked
        guard let route = config.routes[asked] else {
            name = nil
            let named = Leg(asked).flatMap { leg in
                leg.provider == Leg.local || config.providers[leg.provider] != nil ? leg : nil
            }
            if named == nil, let leg = Leg(asked), Self.services.contains(leg.provider) {
                throw Problem(
                    .notFound, "no provider is called `\(leg.provider)` here",
                    hint: "an administrator can name it under `providers` in routes.yaml")
            }
            legs = [named ?? Leg(provider: Leg.local, model: asked)]
            // A model that was named is asked; patience is for routes.
            var rules = config.rules
            if legs[0].provider == Leg.local { rules.attempts = min(rules.attempts, 2) }
            self.rules = rules
            self.isPrivate = isPrivate
            (concurrency, dailyBudget, parameters) = (nil, nil, [:])
            return
        }
        guard route.isEnabled else {
            throw Problem(.notFound, "the route `\(asked)` is switched off", hint: "an administrator can enable it")
        }
        name = asked
        legs = route.legs
        rules = route.rules
        self.isPrivate = isPrivate || route.isPrivate
        (concurrency, dailyBudget, parameters) = (route.concurrency, route.dailyBudget, route.parameters)
    }

    /// Who is asked before all others; of a route there is always one.
    var first: Leg { legs.first ?? Leg(provider: Leg.local, model: asked) }

    /// The question with what the route adds where it says nothing itself.
    func filled(_ question: Question) -> Question {
        guard !parameters.isEmpty else { return question }
        var filled = question
        filled.fields.merge(parameters) { own, _ in own }
        return filled
    }
}
