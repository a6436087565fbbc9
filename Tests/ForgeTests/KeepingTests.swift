import Domain
import FoundationEssentials
import Scoring
import Synchronization
import Testing

@testable import Forge

@Suite struct `What was read of a code repository` {
    /// A moment that the test moves.
    private final class Moment: Sendable {
        private let seconds = Mutex(1_800_000_000.0)
        func advance(_ by: Double) { seconds.withLock { $0 += by } }
        var now: Date { seconds.withLock { Date(timeIntervalSince1970: $0) } }
    }

    private func prepare(_ shop: Workshop) async throws {
        try await shop.repository("source")
        try await shop.commit("c1", ["f": "1"], in: "source")
    }

    @Test func `is read once for all who ask at once`() async throws {
        try await Workshop.with { shop in
            try await prepare(shop)
            try await GitServer.with(shop) { server in
                let forge = try shop.forge()
                let facts = try await withThrowingTaskGroup(of: CodeFact.self) { group in
                    for _ in 0..<12 { group.addTask { try await forge.read(server.url("source")) } }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                #expect(facts.count == 12 && facts.allSatisfy { $0.history.value?.count == 1 })
                #expect(server.questions(about: "source") == 3)
            }
        }
    }

    @Test func `is kept over a restart, for a while`() async throws {
        try await Workshop.with { shop in
            try await prepare(shop)
            try await GitServer.with(shop) { server in
                let moment = Moment()
                let first = try await shop.forge(now: { moment.now }).read(server.url("source"))
                moment.advance(3600)
                let again = try await shop.forge(now: { moment.now }).read(server.url("source"))
                #expect(again == first && server.questions(about: "source") == 3)
                moment.advance(86_400)
                try await shop.commit("c2", ["f": "2"], in: "source")
                let fresh = try await shop.forge(now: { moment.now }).read(server.url("source"))
                #expect(fresh.history.value?.map(\.title) == ["c2", "c1"] && server.questions(about: "source") == 6)
            }
        }
    }

    @Test func `is asked for again soon when it could not be had`() async throws {
        try await Workshop.with { shop in
            try await GitServer.with(shop) { server in
                let moment = Moment()
                let forge = try shop.forge(now: { moment.now })
                #expect(try await forge.read(server.url("source")).files.value == nil)
                try await prepare(shop)
                #expect(try await forge.read(server.url("source")).files.value == nil)
                moment.advance(301)
                #expect(try await forge.read(server.url("source")).files.value?.count == 1)
            }
        }
    }

    @Test func `takes no more room than it may`() async throws {
        try await Workshop.with { shop in
            for name in ["one", "two"] {
                try await shop.repository(name)
                try await shop.commit("c", ["f": name], in: name)
            }
            let forge = try shop.forge(ForgeSettings(allowsLocal: true, cache: ByteCount(1)))
            #expect(try await forge.read(shop.url("one")).files.value?.count == 1)
            #expect(try shop.cached == [])
            let roomy = try shop.forge()
            _ = try await roomy.read(shop.url("one"))
            _ = try await roomy.read(shop.url("two"))
            #expect(try shop.cached.count == 4)
        }
    }

    @Test func `is read by the next when the first who asked went away`() async throws {
        let sharing = CodeSharing()
        let fact = CodeFact.unavailable("x", .notGit)
        let begun = AsyncStream.makeStream(of: Void.self)
        async let second = Self.afterwards(begun.stream, sharing, fact)
        await withTaskGroup(of: CodeFact?.self) { group in
            group.addTask {
                try? await sharing.value(for: "x") {  // its cancellation is what the test is about
                    begun.continuation.yield()
                    try await Task.sleep(for: .seconds(60))
                    return fact
                }
            }
            while sharing.followers(of: "x") != 1 { await Task.yield() }
            group.cancelAll()
        }
        let result = try await second
        #expect(result == fact && sharing.followers(of: "x") == nil)
    }

    private static func afterwards(
        _ begun: AsyncStream<Void>, _ sharing: CodeSharing, _ fact: CodeFact
    ) async throws -> CodeFact {
        for await _ in begun { break }
        return try await sharing.value(for: "x") { fact }
    }

    @Test func `is read two at a time`() async throws {
        let turnstile = Turnstile(places: 2)
        let inside = Inside()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    try await turnstile.pass {
                        inside.count.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
                        for _ in 0..<10 { await Task.yield() }
                        inside.count.withLock { $0.now -= 1 }
                    }
                }
            }
            try await group.waitForAll()
        }
        let end = inside.count.withLock { $0 }
        #expect(end.most <= 2 && end.now == 0)
    }

    private final class Inside: Sendable {
        let count = Mutex((now: 0, most: 0))
    }
}
