import Domain
import Scoring
import Testing
import Wire

@testable import Registry

@Suite struct `A pull's way through the gate` {
    @Test func `ends before the weights when a metric fails`() async throws {
        try await GateHome.with(strictBus) { gate in
            let course = try await gate.pass("org/owl", score: 0.3, scan: nil)
            let refusal = #expect(throws: GateRefusal.self) { try course.orRefuse() }
            #expect(refusal?.problem.code == .refused)
            #expect(refusal?.verdict.failing.map(\.rule).contains("metric.bus_factor") == true)
            let kept = try #require(try await gate.ledger.verdict(of: id("org/owl")))
            #expect(kept == refusal?.verdict && kept.stage == .beforeWeights)
            #expect(try await gate.catalogue.count() == 0, "what is refused is not in the catalogue")
        }
    }

    @Test func `goes on to the scan, which has the last word`() async throws {
        try await GateHome.with(strictBus) { gate in
            let early = try await gate.pass("org/owl", score: 0.9, scan: nil)
            #expect(early.verdict.decision == .admitted)
            let late = try await gate.pass("org/owl", score: 0.9, scan: [FileScan(path: "x.bin", verdict: .unsafe)])
            #expect(late.verdict.failing.map(\.rule) == ["scan.unsafe"])
            guard case .refused = late else { return #expect(Bool(false), "\(late)") }
            let history = try await gate.ledger.history(of: id("org/owl"))
            #expect(history.map(\.stage) == [.afterScan, .beforeWeights])
        }
    }

    @Test func `keeps one policy from its beginning to its end`() async throws {
        try await GateHome.with(strictBus) { gate in
            let pass = try await gate.keeper.open(for: id("org/owl"))
            try gate.write(policy: "version: 1\nname: lax\n")
            _ = try await gate.keeper.policies.current()
            let course = try await pass.decide(GateHome.subject("org/owl", score: 0.1), .afterScan)
            #expect(course.verdict.policy == "strict-bus" && course.verdict.decision == .refused)
        }
    }

    @Test func `keeps apart what is refused when that is asked for`() async throws {
        try await GateHome.with(strictBus) { gate in
            let course = try await gate.pass("org/owl", score: 0.1, wish: GateWish(quarantine: true))
            guard case .apart(let verdict) = course else { return #expect(Bool(false), "\(course)") }
            #expect(course.settlement == .apart(verdict.reason))
        }
    }

    @Test func `takes thresholds and the metrics of a preset from the request`() async throws {
        try await GateHome.with(strictBus) { gate in
            let raised = try await gate.pass("org/owl", score: 0.6, wish: GateWish(thresholds: ["bus_factor": 0.7]))
            #expect(raised.verdict.decision == .refused)
            let lowered = await problem {
                _ = try await gate.pass("org/owl", score: 0.6, wish: GateWish(thresholds: ["bus_factor": 0.1]))
            }
            #expect(lowered?.code == .forbidden)
            let preset = try await gate.pass("org/owl", score: 0.4, wish: GateWish(preset: .package))
            #expect(preset.verdict.failing.count == 8 && preset.verdict.policy == "strict-bus+package")
        }
    }

    @Test func `tells the metrics what the policy says to them`() async throws {
        let text =
            strictBus
            + "size: {target: raspberry_pi}\noverrides: [{models: [org/*], reason: r, size: {target: aws_server}}]"
        try await GateHome.with(text) { gate in
            let owl = try await gate.keeper.open(for: id("org/owl"))
            let other = try await gate.keeper.open(for: id("other/owl"))
            #expect(owl.metricContext.sizeTarget == "aws_server")
            #expect(other.metricContext.sizeTarget == "raspberry_pi")
        }
    }

    @Test func `can be tried without leaving anything`() async throws {
        try await GateHome.with(strictBus) { gate in
            let pass = try await gate.keeper.open(for: id("org/owl"))
            _ = try await pass.preview(GateHome.subject("org/owl", score: 0.1), .beforeWeights)
            #expect(try await gate.ledger.verdict(of: id("org/owl")) == nil)
            #expect(try await gate.ledger.commits(of: id("org/owl")).isEmpty)
        }
    }
}

@Suite struct `What the gate remembers` {
    @Test func `is given back as it was, and the same assessment is kept once`() async throws {
        try await GateHome.with { gate in
            let commit = try #require(GitObjectID(GateHome.commit))
            var subject = GateHome.subject("org/owl", score: 0.3333, scan: nil)
            try await gate.ledger.record(subject)
            #expect(try await gate.ledger.subject(of: id("org/owl"), at: commit) == subject)
            subject.scan = [
                FileScan(path: "a", verdict: .safe), FileScan(path: "b", verdict: .unsafe, format: "pickle"),
            ]
            try await gate.ledger.record(subject)
            let kept = try #require(try await gate.ledger.subject(of: id("org/owl"), at: commit))
            #expect(kept.scan?.map(\.path) == ["b", "a"], "the worst first")
            #expect(kept.assessment == subject.assessment)
            #expect(try await gate.count("assessments") == 1)
        }
    }

    @Test func `is bounded, whatever a repository makes it see`() async throws {
        try await GateHome.with { gate in
            let finding = ScanFinding(rule: "r", verdict: .suspicious, message: String(repeating: "m", count: 100))
            var subject = GateHome.subject("org/owl", score: 1)
            subject.scan = (0..<10_100).map {
                FileScan(
                    path: "\($0)", verdict: $0 == 10_050 ? .unsafe : .suspicious,
                    findings: Array(repeating: finding, count: $0 < 3 ? 1000 : 0))
            }
            try await gate.ledger.record(subject)
            let commit = try #require(GitObjectID(GateHome.commit))
            let scan = try #require(try await gate.ledger.subject(of: id("org/owl"), at: commit)?.scan)
            #expect(scan.count == 10_000 && scan.first?.path == "10050" && scan[1].findings.count == 20)
            for number in 0..<25 {
                try await gate.ledger.record(GateHome.subject("org/cat", score: Double(number) / 100))
            }
            #expect(try await gate.count("assessments") == 21)
            for _ in 0..<105 { _ = try await gate.pass("org/dog", score: 1) }
            #expect(try await gate.count("verdicts") == 100)
        }
    }
}
