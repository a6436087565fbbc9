import Domain
import Wire

/// Whether a leg may be asked now, and what it takes: checked before anything is sent.
struct Admission {
    let gateway: Gateway
    let loaded: RoutesStore.Loaded
    let plan: RoutePlan

    /// Who may be asked, and what is taken for it.
    struct Pass {
        let provider: any Provider
        let places: TakenPlaces
        let bill: Bill
    }

    /// Throws why not.
    ///
    /// - Parameter last: nobody stands in line beyond this moment.
    func admit(_ leg: Leg, _ question: Question, until last: ContinuousClock.Instant) async throws -> Pass {
        let provider = try gateway.providers.provider(leg.provider, in: loaded)
        if plan.isPrivate, !provider.isLocal {
            throw AttemptFailure(.keptPrivate, "the request is private, and `\(leg.provider)` is not on this machine")
        }
        try checkLength(leg, question, provider)
        let bill = try bill(leg, question)
        if let shut = gateway.breakers.admit(leg, gateway.clock()) { throw Self.failure(shut) }
        do {
            return Pass(provider: provider, places: try await places(leg, until: last), bill: bill)
        } catch {
            gateway.breakers.abandoned(leg, gateway.clock())
            throw error
        }
    }

    private static func failure(_ shut: Breakers.Shut) -> AttemptFailure {
        let why =
            switch shut.cause {
            case .auth: "its key was refused again and again"
            case .quota: "its account had nothing left again and again"
            case .rateLimited: "it wants to be left alone"
            default: "it failed too often just now"
            }
        var failure = AttemptFailure(.breakerOpen, "\(why); asked again in \(shut.rest.milliseconds) ms")
        failure.retryAfter = shut.rest
        failure.cause = shut.cause
        return failure
    }

    private func bill(_ leg: Leg, _ question: Question) throws -> Bill {
        let facts = loaded.config.models[leg]
        let isLocal = leg.provider == Leg.local
        let price = isLocal ? Price.free : facts?.price
        let provider = loaded.config.providers[leg.provider]
        if provider?.dailyBudget != nil, price == nil {
            throw AttemptFailure(
                .overBudget, "`\(leg)` has no price under `models`, and `\(leg.provider)` has a budget to keep")
        }
        var accounts = isLocal ? [] : [Spending.Account.provider(leg.provider, budget: provider?.dailyBudget)]
        if let name = plan.name { accounts.append(.route(name, budget: plan.dailyBudget)) }
        let day = Spending.day(of: gateway.wall())
        let prompt = price.map(\.isFree) ?? true ? 0 : Int64(TokenEstimate(question).usual)
        do {
            return try Bill(
                price: price, prompt: prompt, answer: question.mostAnswer, accounts: accounts,
                spending: gateway.spending, day: day
            ) { [spending = gateway.spending, traces = gateway.traces, wall = gateway.wall] cost, account in
                let day = Spending.day(of: wall())
                spending.add(cost, to: account, day: day)
                traces.charge(cost, to: account, day: day)
            }
        } catch {
            let under = error.reserved > 0 ? ", \(Self.dollars(error.reserved)) of it for requests under way" : ""
            throw AttemptFailure(
                .overBudget,
                "`\(error.account.name.split(separator: " ").last ?? "")` has spent "
                    + "\(Self.dollars(error.spent + error.reserved)) of \(Self.dollars(error.account.budget ?? 0)) "
                    + "today (UTC)\(under)")
        }
    }

    private static func dollars(_ millionths: Int64) -> String {
        let cents = (millionths + 5000) / 10_000
        return "$\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)"
    }

    /// What is surely too long is not sent. Close to the limit only the provider knows, and says so; one that would cut it
    /// without a word is sent only what surely fits.
    private func checkLength(_ leg: Leg, _ question: Question, _ provider: any Provider) throws {
        let given = loaded.config.models[leg]?.context
        let isSilent = provider.silentWindow != nil
        guard let window = given ?? provider.silentWindow else { return }
        let tokens = TokenEstimate(question)
        guard (isSilent ? tokens.most : tokens.least) > window else { return }
        var failure: AttemptFailure
        if isSilent {
            let source = given == nil ? "is taken to take, as long as `models` gives it no `context`" : "takes"
            failure = AttemptFailure(
                .contextTooLong,
                "the prompt may have \(tokens.most) tokens (estimated from above), and `\(leg)` would "
                    + "cut it without a word beyond the \(window) it \(source)")
        } else {
            failure = AttemptFailure(
                .contextTooLong,
                "the prompt has at least \(tokens.least) tokens (estimated), and `\(leg)` takes \(window)")
            failure.window = window
        }
        failure.needed = tokens.least
        throw failure
    }

    private func places(_ leg: Leg, until last: ContinuousClock.Instant) async throws -> TakenPlaces {
        let taken = TakenPlaces(gateway.places)
        let provider = (name: "provider \(leg.provider)", limit: loaded.config.providers[leg.provider]?.concurrency)
        let route = (name: "route \(plan.name ?? "")", limit: plan.name == nil ? nil : plan.concurrency)
        for place in [route, provider] where !taken.take(place.name, limit: place.limit) {
            // With somebody else to ask nobody stands in line.
            guard place.name == route.name || plan.legs.count == 1 else { throw busy(place.name, place.limit) }
            var got = false
            do {
                got = try await Deadline.within(max(.zero, last - .now)) {
                    await taken.wait(place.name, limit: place.limit)
                }
            } catch let failure as AttemptFailure where failure.kind == .timeout {
                got = false
            }
            try Task.checkCancellation()
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

extension Question {
    /// Tokens its answer may have, for what is set aside.
    var mostAnswer: Int64 {
        if kind == .embedding { return 0 }
        let given = fields["max_completion_tokens"]?.integer ?? fields["max_tokens"]?.integer
        return Usage.cut(given ?? Bill.usualAnswer)
    }
}
