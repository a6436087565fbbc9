import Domain
import Scoring
import Testing
import Wire

@testable import Registry

@Suite struct `A change of policy` {
    private static let lax = "version: 1\nname: lax\n"

    @Test func `tells whose verdict changes, without a network, and changes nothing when only asked`() async throws {
        try await GateHome.with(Self.lax) { gate in
            try await gate.keep("org/owl", score: 0.1)
            try await gate.keep("org/cat", score: 0.9)
            try await Sample("org/old").keep(in: gate.catalogue)
            _ = try await gate.keeper.rescore(recording: true)
            let new = try Policy(parsing: strictBus)
            let report = try await gate.keeper.rescore(to: new, recording: false)
            #expect(report.policy == "strict-bus" && report.decided == 2 && report.unassessed == 1)
            let change = try #require(report.changed.first)
            #expect(report.changed.count == 1 && change.model == "org/owl" && change.kept)
            #expect(change.before == .admitted && change.after == .quarantined)
            #expect(
                change.rules == [
                    RuleChange(rule: "metric.bus_factor", title: "Bus Factor", before: nil, after: .failed)
                ])
            #expect(try await !gate.isQuarantined("org/owl"))
            #expect(try await gate.ledger.verdict(of: id("org/owl"))?.policy == "lax")
        }
    }

    @Test func `keeps apart and releases what is in the house, when it is put in force`() async throws {
        try await GateHome.with(Self.lax) { gate in
            try await gate.keep("org/owl", score: 0.1)
            _ = try await gate.keeper.rescore(recording: true)
            try gate.write(policy: strictBus)
            let report = try #require(try await gate.keeper.settle())
            #expect(report.changed.map(\.after) == [.quarantined])
            #expect(try await gate.isQuarantined("org/owl"))
            #expect(try await gate.keeper.settle() == nil, "once is enough")
            try gate.write(policy: Self.lax)
            #expect(try await gate.keeper.settle()?.changed.map(\.after) == [.admitted])
            #expect(try await !gate.isQuarantined("org/owl"))
        }
    }

    @Test func `leaves everything as it is when the new file is wrong`() async throws {
        try await GateHome.with(strictBus) { gate in
            try await gate.keep("org/owl", score: 0.9)
            _ = try await gate.keeper.rescore(recording: true)
            try gate.write(policy: "version: 1\nname: broken\nmetrics: {bus_factor: {threshold: 7}}\n")
            #expect(try await gate.keeper.settle() == nil)
            #expect(try await !gate.isQuarantined("org/owl"))
        }
    }

    @Test func `also tells of what was refused and would be let in`() async throws {
        try await GateHome.with(strictBus) { gate in
            _ = try await gate.pass("org/owl", score: 0.1, scan: nil)
            let report = try await gate.keeper.rescore(to: try Policy(parsing: Self.lax), recording: false)
            #expect(
                report.changed.map { "\($0.before?.rawValue ?? "") \($0.after.rawValue) \($0.kept)" } == [
                    "refused admitted false"
                ])
        }
    }

    @Test func `can be compared with another policy than the one in force`() async throws {
        try await GateHome.with(Self.lax) { gate in
            try await gate.keep("org/owl", score: 0.1)
            let (lax, strict) = (try Policy(parsing: Self.lax), try Policy(parsing: strictBus))
            let up = try await gate.keeper.rescore(to: strict, from: lax, recording: false)
            let down = try await gate.keeper.rescore(to: lax, from: strict, recording: false)
            #expect(up.changed.map(\.after) == [.quarantined] && down.changed.map(\.after) == [.admitted])
        }
    }

    @Test func `counts every version once, by its newest assessment, over many pages`() async throws {
        try await GateHome.with(strictBus) { gate in
            for number in 0..<230 {
                for score in [0.9, 0.2] {
                    try await gate.ledger.record(GateHome.subject("org/m\(number)", score: score))
                }
            }
            let report = try await gate.keeper.rescore(recording: true)
            #expect(report.decided == 230 && report.changed.count == 230)
            #expect(Set(report.changed.map(\.model)).count == 230)
            #expect(report.changed.allSatisfy { $0.after == .refused && $0.before == nil })
            let again = try await gate.keeper.rescore(recording: true)
            #expect(again.changed.isEmpty)
            #expect(try await gate.count("verdicts") == 230, "what says nothing new is not written down")
        }
    }
}
