import Domain
import Gateway
import Testing
import Wire

@Suite struct `The gateway` {
    private let chat = """
        routes:
          chat: {primary_model: "local:a", fallback_models: ["local:b", "local:c"], attempts: 2, pause: 1ms}
        """

    @Test func `asks the primary model`() async throws {
        try await GatewayFixture.with(chat) { fixture in
            let answer = try await fixture.ask("chat")
            #expect(answer.leg.model == "a" && answer.attempts == 1)
            let trace = try #require(fixture.records.all.first)
            #expect(trace.outcome == "answered" && trace.answeredBy == "local:a" && trace.route == "chat")
            #expect(trace.promptTokens == 10 && trace.answerTokens == 2 && trace.cost == 0 && trace.by == "tester")
            #expect(trace.id == answer.id)
        }
    }

    @Test(arguments: [false, true]) func `tries again, then the next, and says all of it`(isStreamed: Bool) async throws
    {
        try await GatewayFixture.with(chat, ["a": ["overloaded"], "b": ["rate_limited"]]) { fixture in
            let answer = try await fixture.ask("chat", isStreamed: isStreamed)
            #expect(fixture.provider.requests == ["a", "a", "b", "c"])
            #expect(answer.leg.model == "c" && answer.attempts == 4)
            _ = await fixture.read(answer)
            let trace = try #require(fixture.records.all.first)
            #expect(trace.attempts.map(\.outcome) == ["overloaded", "overloaded", "rate_limited", "answered"])
            #expect(trace.attempts.first?.problem == "a says overloaded")
        }
    }

    @Test func `tells what each one said when nobody answers`() async throws {
        try await GatewayFixture.with(chat, ["a": ["auth"], "b": ["quota"], "c": ["not_found"]]) { fixture in
            let failure = await #expect(throws: RouteFailure.self) { try await fixture.ask("chat") }
            #expect(failure?.failures.map(\.failure.kind) == [.auth, .quota, .notFound])
            #expect(failure?.problem.code == .upstream)
            #expect(failure?.problem.message.contains("`local:b`: b says quota") == true)
            #expect(fixture.records.all.first?.outcome == "failed")
        }
    }

    @Test func `asks nobody else about a request that is wrong itself`() async throws {
        try await GatewayFixture.with(chat, ["a": ["bad_request"]]) { fixture in
            let failure = await #expect(throws: RouteFailure.self) { try await fixture.ask("chat") }
            #expect(failure?.problem.code == .badRequest)
            #expect(fixture.provider.requests == ["a"])
        }
    }

    @Test func `goes on when a model hangs`() async throws {
        let routes = chat.replacing("attempts: 2", with: "attempts: 2, attempt_timeout: 20ms")
        try await GatewayFixture.with(routes, ["a": ["hang"]]) { fixture in
            let answer = try await fixture.ask("chat", isStreamed: true)
            #expect(answer.leg.model == "b")
            #expect(fixture.provider.requests == ["a", "b"])
        }
    }

    @Test(arguments: [false, true])
    func `goes on when something fails that nobody thought of`(isStreamed: Bool) async throws {
        try await GatewayFixture.with(chat, ["a": ["strange"]]) { fixture in
            let answer = try await fixture.ask("chat", isStreamed: isStreamed)
            #expect(answer.leg.model == "b")
            _ = await fixture.read(answer)
            let trace = try #require(fixture.records.all.first)
            #expect(trace.outcome == "answered")
            #expect(trace.attempts.map(\.outcome) == ["malformed", "malformed", "answered"])
        }
    }

    @Test func `tells who asked when their own side of a stream cannot take it`() async throws {
        struct Wrong: Error {}
        try await GatewayFixture.with(chat) { fixture in
            let answer = try await fixture.ask("chat", isStreamed: true)
            guard case .stream(let stream) = answer.content else { return }
            await #expect(throws: BrokenAnswer.self) { try await stream.forEach { _ in throw Wrong() } }
            #expect(fixture.records.all.first?.outcome == "broke_off")
            #expect(fixture.provider.ended.number == 1)
        }
    }

    @Test func `reads nothing behind the end of an answer, and lets go of it`() async throws {
        try await GatewayFixture.with(chat, ["a": ["open"]]) { fixture in
            let answer = try await fixture.ask("chat", isStreamed: true)
            let read = await fixture.read(answer)
            #expect(read.pieces == ["role", "one", "usage"] && read.failure == nil)
            #expect(fixture.provider.ended.number == 1)
            #expect(fixture.records.all.first?.outcome == "answered")
        }
    }

    @Test(arguments: ["cut", "silent"]) func `holds nothing of a stream that ended badly`(how: String) async throws {
        let routes = chat.replacing("attempts: 2", with: "attempts: 2, idle_timeout: 20ms")
        try await GatewayFixture.with(routes, ["a": [how]]) { fixture in
            let answer = try await fixture.ask("chat", isStreamed: true)
            #expect(await fixture.read(answer).failure != nil)
            #expect(fixture.provider.ended.number == 1)
            withExtendedLifetime(answer) {}
        }
    }

    @Test func `answers at once when every model wants a person to see to it`() async throws {
        let routes = "routes: {x: {primary_model: 'local:a', fallback_models: ['local:b'], attempts: 1}}"
        try await GatewayFixture.with(routes, ["a": ["auth"], "b": ["quota"]]) { fixture in
            for _ in 0..<5 { await #expect(throws: RouteFailure.self) { try await fixture.ask("x") } }
            let began = ContinuousClock.now
            let failure = await #expect(throws: RouteFailure.self) { try await fixture.ask("x") }
            // A breaker is shut for five seconds: nobody waits for it.
            #expect(ContinuousClock.now - began < .seconds(4))
            #expect(failure?.failures.map(\.failure.kind) == [.breakerOpen, .breakerOpen])
            #expect(failure?.problem.code == .upstream && failure?.retryAfter == nil)
            #expect(failure?.problem.message.contains("its key was refused again and again; asked again in ") == true)
            #expect(fixture.provider.requests.count == 10)
            let legs = try #require(fixture.gateway.view(isWhole: true).routes.first?.legs)
            #expect(legs.map(\.breakerCause) == ["auth", "quota"])
        }
    }

    @Test func `calls a line that took too long busy`() async throws {
        let routes = "routes: {x: {primary_model: 'local:a', concurrency: 1, total_timeout: 3s}}"
        try await GatewayFixture.with(routes, ["a": ["silent"]]) { fixture in
            let first = try await fixture.ask("x", isStreamed: true)
            let failure = await #expect(throws: RouteFailure.self) { try await fixture.ask("x") }
            #expect(failure?.failures.first?.failure.kind == .busy)
            #expect(failure?.problem.code == .busy)
            withExtendedLifetime(first) {}
        }
    }

    @Test func `keeps from one that cuts prompts what may be too long`() async throws {
        try await GatewayFixture.with(chat) { fixture in
            fixture.provider.window = 4096
            let failure = await #expect(throws: RouteFailure.self) {
                try await fixture.ask("chat", saying: String(repeating: "word ", count: 2000))
            }
            #expect(failure?.problem.code == .badRequest && fixture.provider.requests.isEmpty)
            #expect(failure?.problem.message.contains("may have 5010 tokens (estimated from above)") == true)
            _ = try await fixture.ask("chat", saying: String(repeating: "word ", count: 1000))
        }
    }

    @Test func `gives a stream as it comes`() async throws {
        try await GatewayFixture.with(chat) { fixture in
            let read = await fixture.read(try await fixture.ask("chat", isStreamed: true))
            #expect(read.pieces == ["role", "one", "two", "usage"] && read.failure == nil)
            #expect(fixture.records.all.first?.outcome == "answered")
            #expect(fixture.records.all.first?.promptTokens == 10)
        }
    }

    @Test func `never lets two models speak in one answer`() async throws {
        try await GatewayFixture.with(chat, ["a": ["cut"]]) { fixture in
            let read = await fixture.read(try await fixture.ask("chat", isStreamed: true))
            #expect(read.pieces == ["role", "one"] && read.failure?.kind == .network)
            #expect(fixture.provider.requests == ["a"])
            #expect(fixture.records.all.first?.outcome == "broke_off")
        }
    }

    @Test func `gives up a stream that falls silent`() async throws {
        let routes = chat.replacing("attempts: 2", with: "attempts: 2, idle_timeout: 20ms")
        try await GatewayFixture.with(routes, ["a": ["silent"]]) { fixture in
            let read = await fixture.read(try await fixture.ask("chat", isStreamed: true))
            #expect(read.failure?.kind == .timeout)
        }
    }

    @Test func `records what nobody read as cancelled`() async throws {
        try await GatewayFixture.with(chat) { fixture in
            _ = try await fixture.ask("chat", isStreamed: true)
            #expect(fixture.records.all.first?.outcome == "cancelled")
        }
    }

    @Test func `fails as it is told to`() async throws {
        try await GatewayFixture.with(chat) { fixture in
            let answer = try await fixture.ask("chat", faults: Faults("primary=429,timeout fallback1=500"))
            #expect(answer.leg.model == "c")
            #expect(fixture.provider.requests == ["c"])
            let outcomes = fixture.records.all.first?.attempts.map(\.outcome)
            #expect(outcomes == ["rate_limited", "overloaded", "overloaded", "answered"])
        }
    }

    @Test func `asks a model of this house by its name, and a provider's by both`() async throws {
        try await GatewayFixture.with(chat) { fixture in
            let named = try await fixture.ask("org/model:Q4_K_M")
            #expect(named.leg == Leg(provider: "local", model: "org/model:Q4_K_M"))
            let both = try await fixture.ask("local:x")
            #expect(both.leg == Leg(provider: "local", model: "x"))
        }
    }

    @Test func `tells that a service is no provider here`() async throws {
        try await GatewayFixture.with(chat) { fixture in
            let problem = await #expect(throws: Problem.self) { try await fixture.ask("anthropic:opus") }
            #expect(problem?.message == "no provider is called `anthropic` here")
            #expect(problem?.hint?.contains("routes.yaml") == true)
        }
    }

    @Test func `does not take a route that is switched off for a model`() async throws {
        try await GatewayFixture.with("routes: {x: {primary_model: 'local:a', enabled: false}}") { fixture in
            let problem = await #expect(throws: Problem.self) { try await fixture.ask("x") }
            #expect(problem?.message == "the route `x` is switched off")
        }
    }

    @Test func `leaves alone for a while what failed again and again`() async throws {
        let routes = "routes: {x: {primary_model: 'local:a', fallback_models: ['local:b'], attempts: 1}}"
        try await GatewayFixture.with(routes, ["a": ["network"]]) { fixture in
            for _ in 0..<7 {
                let answer = try await fixture.ask("x")
                #expect(answer.leg.model == "b")
            }
            #expect(fixture.provider.requests.filter { $0 == "a" }.count == 5)
            #expect(fixture.records.all.last?.attempts.first?.outcome == "breaker_open")
        }
    }

    @Test func `lets only so many in at once`() async throws {
        let routes = "routes: {x: {primary_model: 'local:a', concurrency: 2}}"
        try await GatewayFixture.with(routes) { fixture in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<40 { group.addTask { _ = try await fixture.ask("x") } }
                try await group.waitForAll()
            }
            #expect(fixture.provider.requests.count == 40)
        }
    }
}
