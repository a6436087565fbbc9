import Wire

/// Whether a leg may be asked now, and what it takes: checked before anything is sent.
struct Admission {
    let gateway: Gateway
    let loaded: RoutesStore.Loaded
    let plan: RoutePlan

    /// The provider, and the places taken for it. Throws why not.
    func admit(_ leg: Leg, _ question: Question, within limit: Duration) async throws -> (any Provider, TakenPlaces) {
        let provider = try gateway.providers.provider(leg.provider, in: loaded)
        if plan.isPrivate, !provider.isLocal {
            throw AttemptFailure(.keptPrivate, "the request is private, and `\(leg.provider)` is not on this machine")
        }
        try checkBudget(leg)
        try checkLength(leg, question)
        if let rest = gateway.breakers.admit(leg, gateway.clock()) {
            var failure = AttemptFailure(
                .breakerOpen, "it failed too often just now; asked again in \(rest.milliseconds) ms")
            failure.retryAfter = rest
            throw failure
        }
        do {
            return (provider, try await places(leg, within: limit))
        } catch {
            gateway.breakers.abandoned(leg, gateway.clock())
            throw error
        }
    }

    private func checkBudget(_ leg: Leg) throws {
        guard let name = plan.name, let budget = plan.dailyBudget, leg.provider != Leg.local,
            !(loaded.config.models[leg]?.price?.isFree ?? false)
        else { return }
        let spent = gateway.spending.spent(name, day: Spending.day(of: gateway.wall()))
        guard spent < budget else {
            throw AttemptFailure(
                .overBudget, "`\(name)` has spent \(Self.dollars(spent)) of \(Self.dollars(budget)) today (UTC)")
        }
    }

    private static func dollars(_ millionths: Int64) -> String {
        let cents = (millionths + 5000) / 10_000
        return "$\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)"
    }

    /// What is surely too long is not sent. Close to the limit only the provider knows, and says so.
    private func checkLength(_ leg: Leg, _ question: Question) throws {
        guard let window = loaded.config.models[leg]?.context else { return }
        let tokens = TokenEstimate.tokens(of: question)
        guard tokens > window else { return }
        var failure = AttemptFailure(
            .contextTooLong, "the prompt has at least \(tokens) tokens (estimated), and `\(leg)` takes \(window)")
        failure.needed = tokens
        failure.window = window
        throw failure
    }

    private func places(_ leg: Leg, within limit: Duration) async throws -> TakenPlaces {
        let taken = TakenPlaces(gateway.places)
        let provider = (name: "provider \(leg.provider)", limit: loaded.config.providers[leg.provider]?.concurrency)
        let route = (name: "route \(plan.name ?? "")", limit: plan.name == nil ? nil : plan.concurrency)
        for place in [route, provider] where !taken.take(place.name, limit: place.limit) {
            // With somebody else to ask nobody stands in line.
            guard place.name == route.name || plan.legs.count == 1 else { throw busy(place.name, place.limit) }
            let got = try await Deadline.within(limit) { await taken.wait(place.name, limit: place.limit) }
            guard got else { throw busy(place.name, place.limit) }
        }
        return taken
    }

    private func busy(_ name: String, _ limit: Int?) -> AttemptFailure {
        var failure = AttemptFailure(.busy, "the \(name) has \(limit ?? 0) requests under way, as many as it may")
        failure.retryAfter = .seconds(1)
        return failure
    }
}
