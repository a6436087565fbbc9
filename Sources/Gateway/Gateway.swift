import Domain
import Wire

/// Finds somebody who answers: the one way from every API to every model.
///
/// What is asked for is a route of `routes.yaml`, a model of the registry, or `provider:model`.
package struct Gateway: Sendable {
    package let routes: RoutesStore
    package let breakers: Breakers
    let providers: ProviderHouse
    let places: Places
    let spending: Spending
    let traces: any TraceRecording
    let clock: @Sendable () -> Duration
    /// Milliseconds since 1970.
    let wall: @Sendable () -> Int64

    package init(
        routes: RoutesStore, providers: ProviderHouse, traces: any TraceRecording,
        clock: @escaping @Sendable () -> Duration = Gateway.monotonic, wall: @escaping @Sendable () -> Int64
    ) {
        self.routes = routes
        self.providers = providers
        self.traces = traces
        self.clock = clock
        self.wall = wall
        (breakers, places, spending) = (Breakers(), Places(), Spending())
    }

    /// The same gateway, with its records going elsewhere.
    init(_ other: Gateway, recording traces: any TraceRecording) {
        (routes, providers, breakers, places) = (other.routes, other.providers, other.breakers, other.places)
        (spending, clock, wall) = (other.spending, other.clock, other.wall)
        self.traces = traces
    }

    /// Closes all connections; nobody can be asked afterwards.
    package func close() async throws { try await providers.close() }

    /// Since the start of the machine, or about that.
    package static let monotonic: @Sendable () -> Duration = {
        let origin = ContinuousClock.now
        return { ContinuousClock.now - origin }
    }()

    /// Who is asked first. Throws when a name means nobody.
    package func firstLeg(_ asked: String) throws -> Leg {
        try RoutePlan(asked, in: routes.current().config, isPrivate: false).first
    }

    /// The model of this house that a name means; nil for a route, and for a provider's model.
    package func houseModel(_ asked: String) -> String? {
        let config = routes.current().config
        if config.routes[asked] != nil { return nil }
        guard let leg = Leg(asked) else { return asked }
        if leg.provider == Leg.local { return leg.model }
        return config.providers[leg.provider] == nil ? asked : nil
    }

    /// Asks until somebody answers, or nobody is left: throws `RouteFailure` then.
    ///
    /// - Parameters:
    ///   - asked: a route, a model of the registry, or `provider:model`.
    ///   - by: who asks, for the trace.
    ///   - isPrivate: nothing of it may leave this machine, whatever the route says.
    ///   - faults: what is to go wrong, to see what happens then.
    package func ask(
        _ asked: String, _ question: Question, by person: String, isPrivate: Bool = false, faults: Faults? = nil
    ) async throws -> GatewayAnswer {
        let loaded = routes.current()
        breakers.follow(loaded.generation)
        let plan = try RoutePlan(asked, in: loaded.config, isPrivate: isPrivate)
        let id = RequestTrace.name(at: wall())
        let trace = RequestTrace(
            id: id, startedAt: Moment.text(wall()), asked: String(asked.prefix(300)), route: plan.name,
            kind: question.kind.rawValue, isStreamed: question.isStreamed, by: person)
        let draft = TraceDraft(trace, clock: clock) { [traces] trace in traces.record(trace) }
        var pursuit = Pursuit(gateway: self, loaded: loaded, plan: plan, trace: draft, id: id, faults: faults)
        do {
            return try await pursuit.run(plan.filled(question))
        } catch let failure as RouteFailure {
            draft.end(outcome: "failed", problem: failure.problem.message)
            throw failure
        } catch {
            draft.end(outcome: error is CancellationError ? "cancelled" : "failed", problem: Problem(error).message)
            throw error
        }
    }
}
