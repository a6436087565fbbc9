import Domain
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
                let last = ContinuousClock.now + run.patience(for: index, now: gateway.clock())
                do {
                    return try await attempt(index, question, within: limit, until: last, after: start)
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
        _ index: Int, _ question: Question, within limit: Duration, until last: ContinuousClock.Instant,
        after start: Int64
    ) async throws -> GatewayAnswer {
        let leg = plan.legs[index]
        let admission = Admission(gateway: gateway, loaded: loaded, plan: plan)
        let pass = try await admission.admit(leg, question, until: last)
        attempts += 1
        let ending = AnswerEnding(
            leg: leg, trace: trace, bill: pass.bill, breakers: gateway.breakers, places: pass.places,
            clock: gateway.clock)
        let watch = AttemptWatch(limit: limit, last: last)
        if let failure = faults?.take(index) {
            // What was made to fail says nothing about the model.
            gateway.breakers.abandoned(leg, gateway.clock())
            ending.passedOn()
            throw failure
        }
        do {
            let content = try await opened(pass.provider, leg, question, watch, ending)
            answered(leg, watch, isStreamed: question.isStreamed, after: start)
            if case .whole = content { ending.answered() }
            return GatewayAnswer(
                id: id, leg: leg, attempts: attempts, waited: watch.wait.waited ?? .zero,
                readerTimeout: plan.rules.readerTimeout, content: content)
        } catch {
            let known = AttemptFailure.unexpected(error, "something unexpected came of it")
            guard let failure = known as? AttemptFailure else { throw known }
            gateway.breakers.failed(leg, failure, gateway.clock())
            ending.passedOn(failure)
            throw failure
        }
    }

    private func answered(_ leg: Leg, _ watch: AttemptWatch, isStreamed: Bool, after start: Int64) {
        let duration = trace.age - start
        var attempt = AttemptTrace(
            leg: leg.description, startedAfter: start, duration: duration, outcome: "answered")
        attempt.waited = watch.wait.waited?.milliseconds
        attempt.evicted = watch.wait.evicted.isEmpty ? nil : watch.wait.evicted
        trace.change { [attempt] trace in
            trace.answeredBy = leg.description
            if isStreamed { trace.firstContent = start + duration }
            trace.add(attempt)
        }
        // It answers: how long the rest takes says nothing about it.
        gateway.breakers.succeeded(leg)
    }

    /// Asks, and waits for a whole answer or the first content of a stream.
    private func opened(
        _ provider: any Provider, _ leg: Leg, _ question: Question, _ watch: AttemptWatch, _ ending: AnswerEnding
    ) async throws -> GatewayAnswer.Content {
        let idle = plan.rules.idleTimeout
        return try await Deadline.beside(watch.run) {
            switch try await provider.ask(question, model: leg.model, watch) {
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

    private mutating func note(_ index: Int, _ failure: AttemptFailure, after start: Int64) {
        failures[index] = failure
        let leg = plan.legs[index].description
        let duration = trace.age - start
        trace.change { trace in
            trace.add(
                AttemptTrace(
                    leg: leg, startedAfter: start, duration: duration, outcome: failure.kind.rawValue,
                    problem: failure.words, status: failure.status))
        }
    }
}
