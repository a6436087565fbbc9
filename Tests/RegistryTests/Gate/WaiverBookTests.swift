import Domain
import Scoring
import Testing
import Wire

@testable import Registry

@Suite struct `Giving a waiver` {
    @Test func `releases what it excuses, and is told to the history and the audit`() async throws {
        try await GateHome.with(strictBus) { gate in
            try await gate.keep("org/owl", score: 0.1)
            _ = try await gate.keeper.rescore(recording: true)
            #expect(try await gate.isQuarantined("org/owl"))
            let report = try await gate.waive("org/owl", "bus_factor")
            #expect(report.waiver.rule == "metric.bus_factor" && report.waiver.id.hasPrefix("w"))
            #expect(report.changed.map(\.after) == [.admitted])
            #expect(report.changed.first?.rules.map(\.after) == [.waived])
            #expect(try await !gate.isQuarantined("org/owl"))
            #expect(try await gate.events("org/owl") == ["kept", "quarantined", "waived", "released"])
            #expect(gate.audit.actions == ["alice waiver.given org/owl"])
        }
    }

    @Test func `and revoking it counts at once`() async throws {
        try await GateHome.with(strictBus) { gate in
            try await gate.keep("org/owl", score: 0.1)
            let given = try await gate.waive("org/owl", "bus_factor")
            #expect(try await gate.pass("org/owl", score: 0.1).verdict.decision == .admitted)
            let report = try await gate.keeper.revoke(given.waiver.id, by: "bob")
            #expect(report.waiver.revokedAt != nil)
            #expect(report.changed.contains { $0.after == .quarantined && $0.kept })
            #expect(try await gate.isQuarantined("org/owl"))
            #expect(gate.audit.actions.last == "bob waiver.revoked org/owl")
            #expect(try await gate.keeper.waivers().isEmpty)
            let all = try await gate.keeper.waivers(includingEnded: true)
            #expect(all.map(\.holds) == [false] && all.first?.reason?.hasPrefix("revoked on ") == true)
            await #expect(throws: GateError.waiverRevoked(given.waiver.id)) {
                try await gate.keeper.revoke(given.waiver.id, by: "bob")
            }
            await #expect(throws: GateError.waiverUnknown("w0")) { try await gate.keeper.revoke("w0", by: "bob") }
        }
    }

    @Test func `of one version is for that version only`() async throws {
        try await GateHome.with(strictBus) { gate in
            _ = try await gate.waive("org/owl", "bus_factor", commit: GateHome.commit)
            #expect(try await gate.pass("org/owl", score: 0.1).verdict.decision == .admitted)
            let other = GateHome.subject("org/owl", commit: String(repeating: "b", count: 40), score: 0.1)
            let pass = try await gate.keeper.open(for: id("org/owl"))
            #expect(try await pass.decide(other, .afterScan).verdict.decision == .refused)
        }
    }

    @Test func `that would not count is refused with what would`() async throws {
        try await GateHome.with(strictBus + "max_waiver_days: 30\n") { gate in
            let wishes: [(String, Int64, String, Problem.Code)] = [
                ("speed", 1, "why", .badRequest), ("scan.unsafe", 1, "why", .forbidden),
                ("bus_factor", 31, "why", .badRequest), ("bus_factor", 0, "why", .badRequest),
                ("bus_factor", 1, " \n", .badRequest),
            ]
            for (rule, days, reason, code) in wishes {
                let refused = await problem {
                    _ = try await gate.waive("org/owl", rule, days: days, reason: reason)
                }
                #expect(refused?.code == code, "\(rule) \(days)")
            }
            let given = try await gate.count("waivers")
            #expect(given == 0)
            #expect(gate.audit.actions.isEmpty)
        }
    }

    @Test func `finds the version a person means`() async throws {
        try await GateHome.with(strictBus) { gate in
            let owl = try id("org/owl")
            await #expect(throws: GateError.neverAssessed("org/owl")) { try await gate.keeper.commit(of: owl, nil) }
            for letter in ["a", "b"] {
                let commit = String(repeating: letter, count: 40)
                try await gate.ledger.record(GateHome.subject("org/owl", commit: commit, score: 1))
            }
            #expect(try await gate.keeper.commit(of: owl, nil).hex.first == "b", "the one assessed last")
            #expect(try await gate.keeper.commit(of: owl, "aaaaaaa").hex.first == "a")
            let unseen = String(repeating: "c", count: 40)
            #expect(try await gate.keeper.commit(of: owl, unseen).hex == unseen)
            for text in ["aaaaaa", "ccccccc", "main"] {
                await #expect(throws: GateError.self) { try await gate.keeper.commit(of: owl, text) }
            }
        }
    }
}

@Suite struct `A waiver that ends` {
    @Test func `is followed by a new verdict, once`() async throws {
        try await GateHome.with(strictBus) { gate in
            try await gate.keep("org/owl", score: 0.1)
            try await gate.keep("org/cat", score: 0.9)
            _ = try await gate.waive("org/owl", "bus_factor", days: 10)
            _ = try await gate.keeper.rescore(recording: true)
            #expect(try await gate.keeper.settle() == nil)
            #expect(try await !gate.isQuarantined("org/owl"))
            gate.home.clock.advance(by: 11 * TestHome.day)
            let report = try #require(try await gate.keeper.settle())
            #expect(report.changed.map { "\($0.model) \($0.after)" } == ["org/owl quarantined"])
            #expect(report.decided == 1, "only the model it was for")
            #expect(try await gate.isQuarantined("org/owl"))
            let verdict = try #require(try await gate.ledger.verdict(of: id("org/owl")))
            #expect(verdict.ignoredWaivers.first?.reason.hasPrefix("expired on ") == true)
            #expect(try await gate.events("org/owl").suffix(2) == ["quarantined", "waiver ended"])
            #expect(try await gate.keeper.settle() == nil)
        }
    }
}
