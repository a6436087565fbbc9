import Gateway
import Testing

@Suite struct `A request on its way` {
    private func failure(_ kind: AttemptFailure.Kind, after: Duration? = nil, needed: Int? = nil) -> AttemptFailure {
        var failure = AttemptFailure(kind, "no", retryAfter: after)
        failure.needed = needed
        return failure
    }

    private func run(_ windows: [Int?] = [nil, nil], _ change: (inout RouteRules) -> Void = { _ in }) -> RouteRun {
        var rules = RouteRules()
        change(&rules)
        return RouteRun(windows: windows, rules: rules, now: .zero)
    }

    private func leg(_ step: RouteRun.Step) -> Int? { if case .attempt(let leg, _) = step { leg } else { nil } }

    @Test func `begins with the primary model`() {
        var run = run()
        #expect(run.next(now: .zero) == .attempt(leg: 0, within: .seconds(120)))
    }

    @Test(arguments: [AttemptFailure.Kind.overloaded, .network, .malformed])
    func `tries a model again that failed for a moment, then the next`(kind: AttemptFailure.Kind) {
        var run = run { $0.attempts = 2 }
        _ = run.next(now: .zero)
        run.ended(0, failure(kind), now: .seconds(1), chance: 1)
        #expect(run.next(now: .seconds(1)) == .pause(.milliseconds(250)))
        #expect(leg(run.next(now: .milliseconds(1250))) == 0)
        run.ended(0, failure(kind), now: .seconds(2), chance: 1)
        #expect(leg(run.next(now: .seconds(2))) == 1)
    }

    @Test func `pauses longer each time, within bounds and spread`() {
        var run = run([nil]) { $0.attempts = 10 }
        var pauses: [Duration] = []
        var now = Duration.zero
        _ = run.next(now: now)
        run.ended(0, failure(.overloaded), now: now, chance: 0)
        for _ in 0..<7 {
            if case .pause(let time) = run.next(now: now) {
                pauses.append(time)
                now += time
            }
            _ = run.next(now: now)
            run.ended(0, failure(.overloaded), now: now, chance: 0)
        }
        #expect(pauses == [125, 250, 500, 1000, 2000, 4000, 4000].map { .milliseconds($0) })
    }

    @Test(arguments: [
        AttemptFailure.Kind.timeout, .quota, .auth, .notFound, .unsupported, .contentRefused, .overBudget, .noRoom,
    ])
    func `does not come back to a model that hangs or refuses`(kind: AttemptFailure.Kind) {
        var run = run()
        _ = run.next(now: .zero)
        run.ended(0, failure(kind), now: .seconds(1), chance: 0)
        #expect(leg(run.next(now: .seconds(1))) == 1)
        run.ended(1, failure(kind), now: .seconds(2), chance: 0)
        #expect(run.next(now: .seconds(2)) == .end)
    }

    @Test func `ends at once when the request itself is wrong`() {
        var run = run()
        _ = run.next(now: .zero)
        run.ended(0, failure(.badRequest), now: .zero, chance: 0)
        #expect(run.next(now: .zero) == .end)
    }

    @Test func `goes on when a model wants to be left alone, and comes back at the end`() {
        var run = run()
        _ = run.next(now: .zero)
        run.ended(0, failure(.rateLimited, after: .seconds(20)), now: .zero, chance: 0)
        #expect(leg(run.next(now: .zero)) == 1)
        run.ended(1, failure(.auth), now: .seconds(5), chance: 0)
        #expect(run.next(now: .seconds(5)) == .pause(.seconds(15)))
        #expect(leg(run.next(now: .seconds(20))) == 0)
    }

    @Test func `does not wait longer than anybody would`() {
        var run = run([nil])
        _ = run.next(now: .zero)
        run.ended(0, failure(.rateLimited, after: .seconds(61)), now: .zero, chance: 0)
        #expect(run.next(now: .zero) == .end)
    }

    @Test func `does not begin to wait for what comes too late`() {
        var run = run([nil]) { $0.totalTimeout = .seconds(10) }
        _ = run.next(now: .zero)
        run.ended(0, failure(.rateLimited, after: .seconds(11)), now: .zero, chance: 0)
        #expect(run.next(now: .zero) == .end)
    }

    @Test func `passes over models that are too small for a prompt that was too long`() {
        var run = run([4096, 4096, nil, 32_768])
        _ = run.next(now: .zero)
        run.ended(0, failure(.contextTooLong, needed: 10_000), now: .zero, chance: 0)
        #expect(leg(run.next(now: .zero)) == 2)
        run.ended(2, failure(.contextTooLong), now: .zero, chance: 0)
        #expect(leg(run.next(now: .zero)) == 3)
    }

    @Test(arguments: [AttemptFailure.Kind.auth, .quota])
    func `does not wait for what only a person can mend`(cause: AttemptFailure.Kind) {
        var run = run([nil])
        _ = run.next(now: .zero)
        var shut = failure(.breakerOpen, after: .seconds(5))
        shut.cause = cause
        run.ended(0, shut, now: .zero, chance: 0)
        #expect(run.next(now: .zero) == .end)
    }

    @Test func `lets a model of this house wait longer for its turn than a try may take`() {
        var run = run { $0.totalTimeout = .seconds(600) }
        #expect(run.next(now: .zero) == .attempt(leg: 0, within: .seconds(120)))
        // All but what the next one is left.
        #expect(run.patience(for: 0, now: .zero) == .seconds(590))
        #expect(run.patience(for: 0, now: .seconds(700)) == .zero)
    }

    @Test func `leaves those behind some of the time`() {
        var run = run([nil, nil, nil]) {
            $0.totalTimeout = .seconds(60)
            $0.attemptTimeout = .seconds(60)
        }
        #expect(run.next(now: .zero) == .attempt(leg: 0, within: .seconds(40)))
        run.ended(0, failure(.timeout), now: .seconds(40), chance: 0)
        #expect(run.next(now: .seconds(40)) == .attempt(leg: 1, within: .seconds(10)))
    }

    @Test(arguments: 0..<300) func `keeps its rules whatever happens`(seed: UInt64) {
        var generator = Generator(seed: seed)
        var rules = RouteRules()
        rules.attempts = .random(in: 1...4, using: &generator)
        rules.totalTimeout = .seconds(Int.random(in: 1...100, using: &generator))
        let count = Int.random(in: 1...4, using: &generator)
        let windows = (0..<count).map { _ in
            Bool.random(using: &generator) ? Int.random(in: 1...100, using: &generator) : nil
        }
        var run = RouteRun(windows: windows, rules: rules, now: .zero)
        var now = Duration.zero
        var tries = Array(repeating: 0, count: count)
        var pausedLast = false
        for _ in 0..<1000 {
            switch run.next(now: now) {
            case .end: return
            case .pause(let time):
                #expect(time > .zero && now + time < rules.totalTimeout && !pausedLast)
                now += time
                pausedLast = true
            case .attempt(let leg, let limit):
                pausedLast = false
                #expect(limit > .zero && now + limit <= rules.totalTimeout && limit <= rules.attemptTimeout)
                let kind = AttemptFailure.Kind.allCases.randomElement(using: &generator) ?? .network
                if kind != .busy, kind != .breakerOpen { tries[leg] += 1 }
                now += .milliseconds(Int.random(in: 1...2000, using: &generator))
                let rest =
                    Bool.random(using: &generator) ? Duration.seconds(Int.random(in: 1...90, using: &generator)) : nil
                run.ended(leg, failure(kind, after: rest), now: now, chance: .random(in: 0...1, using: &generator))
                #expect(tries.allSatisfy { $0 <= rules.attempts })
            }
        }
        Issue.record("it does not end")
    }
}

/// SplitMix64: the same numbers for the same seed.
struct Generator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
