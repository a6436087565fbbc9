import Domain
import NIOHTTP1
import Synchronization
import Testing

@testable import Hub

@Suite struct `Trying again` {
    /// Refuses the first `count` requests.
    private static func failing(_ count: Int, with refusal: StubResponse)
        -> @Sendable (StubRequest, Int) -> StubResponse
    {
        let left = Remaining(count)
        return { _, _ in left.take() ? refusal : .json(#"{"branches":[]}"#) }
    }

    private final class Remaining: Sendable {
        private let count: Mutex<Int>
        init(_ count: Int) { self.count = Mutex(count) }
        func take() -> Bool {
            count.withLock {
                $0 -= 1
                return $0 >= 0
            }
        }
    }

    @Test func `a limit is waited out for as long as the Hub asks`() async throws {
        let refusal = StubResponse(
            status: 429,
            headers: [("RateLimit", "\"api\";r=0;t=42"), ("RateLimit-Policy", "\"fixed window\";\"api\";q=500;w=300")])
        try await HubFixture.with(retries: 5, Self.failing(2, with: refusal)) { it in
            _ = try await it.hub.refs(try HubFixture.id())
            #expect(it.waits.list == [.seconds(43), .seconds(43)])
            let limit = try #require(it.hub.rateLimit)
            #expect(
                limit.bucket == "api" && limit.remaining == 0 && limit.quota == 500 && limit.window == .seconds(300))
        }
    }

    @Test func `Retry-After wins over the window`() async throws {
        let refusal = StubResponse(status: 429, headers: [("Retry-After", "7"), ("RateLimit", "\"api\";r=0;t=42")])
        try await HubFixture.with(retries: 5, Self.failing(1, with: refusal)) { it in
            _ = try await it.hub.refs(try HubFixture.id())
            #expect(it.waits.list == [.seconds(7)])
        }
    }

    @Test(arguments: [
        ("Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:30 GMT", 7),
        ("Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:48:37 1994", 60),
        ("Thu, 29 Feb 2024 00:00:01 GMT", "Wed, 28 Feb 2024 23:59:59 GMT", 2),
        ("Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 09:49:37 GMT", 0),
    ])
    func `Retry-After may be a moment, held against the Hub's own clock`(
        after: String, date: String, seconds: Int
    ) async throws {
        let refusal = StubResponse(status: 429, headers: [("Retry-After", after), ("Date", date)])
        try await HubFixture.with(retries: 5, Self.failing(1, with: refusal)) { it in
            _ = try await it.hub.refs(try HubFixture.id())
            #expect(it.waits.list == [.seconds(seconds)])
        }
    }

    @Test(arguments: [
        "", "GMT", "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 32 Nov 1994 08:49:37 GMT", "Sun, 06 Now 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 06 Nov 1994 08:49 GMT", "Sun, 6a Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 199 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 GMT and much more of it",
    ])
    func `what is no moment is no Retry-After`(text: String) {
        #expect(HTTPDate.parse(text) == nil)
        #expect(RateLimit.wait(["Retry-After": text, "RateLimit": "\"api\";r=0;t=42"]) == .seconds(43))
    }

    @Test func `a wait of more than five minutes fails at once and says so`() async throws {
        let refusal = StubResponse(status: 429, headers: [("Retry-After", "3600")])
        try await HubFixture.with(retries: 5, Self.failing(9, with: refusal)) { it in
            let error = await #expect(throws: HubError.self) { try await it.hub.refs(try HubFixture.id()) }
            #expect(error == .rateLimited(host: "127.0.0.1", retryAfter: .seconds(3600)))
            #expect(error?.problem.message.contains("3600 s") == true)
            #expect(it.waits.list.isEmpty)
        }
    }

    @Test func `a server's fault is tried five times more, with growing waits`() async throws {
        try await HubFixture.with(retries: 5, Self.failing(99, with: .refusal(503))) { it in
            await #expect(throws: HubError.serverError(host: "127.0.0.1", status: 503, says: "")) {
                try await it.hub.refs(try HubFixture.id())
            }
            #expect(it.stub.requests.count == 6)
            #expect(it.waits.list == [1, 2, 4, 8, 8].map { .seconds($0) })
        }
    }

    @Test func `a broken answer is asked for again`() async throws {
        let broken = StubResponse(
            body: Array(#"{"branches":"#.utf8) + [UInt8](repeating: 32, count: 90), breaksAfter: 20)
        try await HubFixture.with(retries: 5, Self.failing(1, with: broken)) { it in
            _ = try await it.hub.refs(try HubFixture.id())
            #expect(it.stub.requests.count == 2)
        }
    }

    @Test(arguments: [400, 401, 403, 404, 416, 501])
    func `a clear no is not asked again`(status: Int) async throws {
        try await HubFixture.with(retries: 5, Self.failing(9, with: .refusal(status))) { it in
            await #expect(throws: HubError.self) { try await it.hub.refs(try HubFixture.id()) }
            #expect(it.stub.requests.count == 1)
        }
    }

    @Test func `chance shortens a wait to no less than half`() {
        let policy = RetryPolicy()
        let error = HubError.timeout(host: "h", waited: .seconds(1))
        #expect(policy.decide(error, attempt: 3, chance: 0) == .retry(after: .seconds(2)))
        #expect(policy.decide(error, attempt: 3, chance: 1) == .retry(after: .seconds(4)))
        #expect(policy.decide(error, attempt: 5, chance: 7) == .retry(after: .seconds(8)))
        #expect(policy.decide(error, attempt: 6, chance: 1) == .giveUp)
        #expect(RetryPolicy.never.decide(error, attempt: 1, chance: 1) == .giveUp)
    }

    @Test(arguments: ["", "r=1", "\"api\";r=x;t=1", "\"api\";r=-1;t=1", "\"api\";t=1;r=99999999999999999999"])
    func `a limit that cannot be read is none`(text: String) {
        #expect(RateLimit(HTTPHeaders([("RateLimit", text)])) == nil)
    }
}
