import Wire

/// One request on its way from leg to leg: does what `RouteRun` says.
struct Pursuit {
    let gateway: Gateway
    let loaded: RoutesStore.Loaded
    let plan: RoutePlan
    let trace: TraceDraft
    let id: String
    var faults: Faults?
    private var failures: [Int: AttemptFailure] = [:]
    private var attempts = 0
    /// Events before the first content, at most.
    private static let mostBefore = 1024

    init(
        gateway: Gateway, loaded: RoutesStore.Loaded, plan: RoutePlan, trace: TraceDraft, id: String, faults: Faults?
    ) {
        self.gateway = gateway
        self.loaded = loaded
        self.plan = plan
        self.trace = trace
        self.id = id
        self.faults = faults
    }

    mutating func run(_ question: Question) async throws -> GatewayAnswer {
        let windows = plan.legs.map { loaded.config.models[$0]?.context }
        var run = RouteRun(windows: windows, rules: plan.rules, now: gateway.clock())
        while true {
            switch run.next(now: gateway.clock()) {
            case .end: throw over
            case .pause(let time):
                try await Task.sleep(for: time)
            case .attempt(let index, let limit):
                let start = trace.age
                do {
                    return try await attempt(index, question, within: limit, after: start)
                } catch let failure as AttemptFailure {
                    note(index, failure, after: start)
                    run.ended(index, failure, now: gateway.clock(), chance: .random(in: 0...1))
                }
            }
        }
    }

    /// Every leg's last word.
    private var over: RouteFailure {
        let known = failures.sorted { $0.key < $1.key }.map { (plan.legs[$0.key], $0.value) }
        let late = AttemptFailure(.timeout, "the time for all tries was over")
        return RouteFailure(
            asked: plan.asked, id: id, failures: known.isEmpty ? plan.legs.prefix(1).map { ($0, late) } : known)
    }

    private mutating func attempt(
        _ index: Int, _ question: Question, within limit: Duration, after start: Int64
    ) async throws -> GatewayAnswer {
        let leg = plan.legs[index]
        let admission = Admission(gateway: gateway, loaded: loaded, plan: plan)
        let (provider, places) = try await admission.admit(leg, question, within: limit)
        attempts += 1
        let ending = AnswerEnding(
            leg: leg, trace: trace, breakers: gateway.breakers, places: places, clock: gateway.clock,
            price: price(of: leg))
        var isMade = false
        do {
            if let failure = faults?.take(index) {
                isMade = true
                throw failure
            }
            let content = try await opened(provider, leg, question, within: limit, ending)
            let (duration, wasStreamed) = (trace.age - start, question.isStreamed)
            trace.change { trace in
                trace.answeredBy = leg.description
                if wasStreamed { trace.firstContent = start + duration }
                trace.attempts.append(
                    AttemptTrace(
                        leg: leg.description, startedAfter: start, duration: duration, outcome: "answered"))
            }
            // It answers: how long the rest takes says nothing about it.
            gateway.breakers.succeeded(leg)
            if case .whole = content { ending.answered() }
            return GatewayAnswer(id: id, leg: leg, attempts: attempts, content: content)
        } catch let failure as AttemptFailure {
            // What was made to fail says nothing about the model.
            if isMade {
                gateway.breakers.abandoned(leg, gateway.clock())
            } else {
                gateway.breakers.failed(leg, failure, gateway.clock())
            }
            ending.passedOn()
            throw failure
        }
    }

    /// Asks, and waits for a whole answer or the first content of a stream.
    private func opened(
        _ provider: any Provider, _ leg: Leg, _ question: Question, within limit: Duration, _ ending: AnswerEnding
    ) async throws -> GatewayAnswer.Content {
        let idle = plan.rules.idleTimeout
        return try await Deadline.within(limit) {
            switch try await provider.ask(question, model: leg.model) {
            case .whole(let answer):
                if let usage = answer.usage { ending.took(usage) }
                return .whole(answer)
            case .stream(let stream):
                var first: [AnswerChunk] = []
                while let chunks = try await stream.next() {
                    first += chunks
                    if chunks.contains(where: \.hasContent) { break }
                    guard first.count <= Self.mostBefore else {
                        throw AttemptFailure(.malformed, "\(first.count) events came and none had content")
                    }
                }
                guard !first.isEmpty else { throw AttemptFailure(.malformed, "the stream ended before it began") }
                return .stream(GatewayStream(first: first, rest: stream, idle: idle, ending: ending))
            }
        }
    }

    private func price(of leg: Leg) -> @Sendable (Usage) -> Int64? {
        if leg.provider == Leg.local { return { _ in 0 } }
        let price = loaded.config.models[leg]?.price
        return { usage in price?.cost(of: usage) }
    }

    private mutating func note(_ index: Int, _ failure: AttemptFailure, after start: Int64) {
        failures[index] = failure
        let leg = plan.legs[index].description
        let duration = trace.age - start
        trace.change { trace in
            trace.attempts.append(
                AttemptTrace(
                    leg: leg, startedAfter: start, duration: duration, outcome: failure.kind.rawValue,
                    problem: failure.words, status: failure.status))
        }
    }
}
