import Foundation
import Logging
import Storage
import Testing
import Wire

@testable import Gateway

@Suite struct `The record of requests` {
    private static let now: Int64 = 1_763_700_000_000
    private static let day = now / 86_400_000

    private func with(_ body: (TraceStore, any Database) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/traces-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }  // the system empties it anyway
        let database = try await SQLiteDatabase.open(folder + "/test.db")
        try await database.migrate([.gateway])
        let store = TraceStore(database: database, wall: { Self.now }, logger: Logger(label: "test"))
        try await body(store, database)
        try await database.close()
    }

    @Test func `keeps what was spent though the requests are gone`() async throws {
        try await with { store, database in
            store.charge(1000, to: "route chat", day: Self.day)
            store.charge(500, to: "route chat", day: Self.day)
            store.charge(7, to: "provider cloud", day: Self.day - 1)
            await store.flush()
            store.charge(1, to: "route chat", day: Self.day)
            _ = try await database.write { try $0.run("DELETE FROM requests") }
            let again = TraceStore(database: database, wall: { Self.now }, logger: Logger(label: "test"))
            await store.flush()
            #expect(try await again.spent(on: Self.day) == ["route chat": 1501])
        }
    }

    private func attempt(_ leg: String, _ outcome: String, at start: Int64) -> AttemptTrace {
        AttemptTrace(leg: leg, startedAfter: start, duration: 10, outcome: outcome, problem: "at \(start)")
    }

    @Test func `makes one of equal waits`() {
        var trace = RequestTrace(
            id: "x", startedAt: "", asked: "chat", route: nil, kind: "chat", isStreamed: false, by: "me")
        trace.add(attempt("local:a", "overloaded", at: 0))
        for round in 0..<100 {
            trace.add(attempt("local:a", "breaker_open", at: Int64(round * 100)))
            trace.add(attempt("local:b", "busy", at: Int64(round * 100 + 50)))
        }
        trace.add(attempt("local:b", "answered", at: 10_000))
        #expect(trace.attempts.map(\.outcome) == ["overloaded", "breaker_open", "busy", "answered"])
        #expect(trace.attempts.map(\.times) == [nil, 100, 100, nil])
        #expect(trace.attempts[1].duration == 9910 && trace.attempts[1].problem == "at 9900")
        #expect(trace.attemptsLeftOut == nil)
    }

    @Test func `tells the first and the last of very many attempts`() {
        var trace = RequestTrace(
            id: "x", startedAt: "", asked: "chat", route: nil, kind: "chat", isStreamed: false, by: "me")
        for number in 0..<300 { trace.add(attempt("local:\(number)", "overloaded", at: 0)) }
        #expect(trace.attempts.count == 64 && trace.attemptsLeftOut == 236)
        #expect(trace.attempts.first?.leg == "local:0" && trace.attempts.last?.leg == "local:299")
    }
}
