import Domain
import Scoring
import Testing
import Wire

@Suite struct `Waivers` {
    private let subject = Sample.subject(Sample.assessment(0.9, ["bus_factor": 0.1]))

    private func decide(_ waivers: [Waiver], _ more: String = "") throws -> Verdict {
        try Sample.policy("metrics: {bus_factor: {threshold: 0.5}}\n" + more).decide(subject, waivers: waivers)
    }

    @Test func `excuse the rule they name, for their version or for any`() throws {
        for commit in [Sample.commit, nil] {
            let verdict = try decide([Sample.waiver("metric.bus_factor", commit: commit)])
            let rule = try verdict.rule("metric.bus_factor")
            #expect(verdict.decision == .admitted && rule.outcome == .waived && rule.waiver == "w1")
            #expect(rule.gap == 0.4, "what is excused is still said")
            #expect(verdict.ignoredWaivers.isEmpty)
        }
    }

    @Test func `excuse nothing else`() throws {
        let others = [
            Sample.waiver("metric.license"), Sample.waiver("metric.bus_factor", model: "org/cat"),
            Sample.waiver("metric.bus_factor", commit: String(repeating: "b", count: 40)),
        ]
        let verdict = try decide(others)
        #expect(verdict.decision == .refused && verdict.ignoredWaivers.isEmpty)
    }

    @Test func `answer what a person was asked`() throws {
        let policy = try Policy(parsing: "version: 1\nname: t\nlicenses: {unlisted: ask}")
        #expect(policy.decide(Sample.subject()).decision == .quarantined)
        let verdict = policy.decide(Sample.subject(), waivers: [Sample.waiver("license.allowed")])
        #expect(verdict.decision == .admitted)
    }

    @Test(arguments: [
        (Sample.waiver("metric.bus_factor", until: 0), "expired on 2026-11-20"),
        (Sample.waiver("metric.bus_factor", until: -5), "expired on 2026-11-15"),
        (Sample.waiver("metric.bus_factor", given: 1), "it was given in the future"),
        (Sample.waiver("metric.bus_factor", given: 5, until: 2), "its dates make no sense"),
        (Sample.waiver("metric.bus_factor", given: -100, until: 81), "it runs longer than the 180 days of this policy"),
        (Sample.waiver("metric.bus_factor", reason: " "), "it gives no reason"),
        (Sample.waiver("metric.bus_factor", by: ""), "nobody stands for it"),
        (Sample.waiver("bus_factor"), "there is no rule `bus_factor`"),
        (Sample.waiver("scan.unsafe"), "this policy lets nobody waive `scan.unsafe`"),
    ])
    func `that do not count are ignored and reported`(_ waiver: Waiver, _ reason: String) throws {
        let verdict = try decide([waiver])
        #expect(verdict.decision == .refused)
        #expect(verdict.ignoredWaivers == [IgnoredWaiver(id: "w1", rule: waiver.rule, reason: reason)])
    }

    @Test func `with a date that is none are ignored and reported`() throws {
        var waiver = Sample.waiver("metric.bus_factor")
        waiver.until = "for ever"
        #expect(try decide([waiver]).ignoredWaivers.map(\.reason) == ["its dates make no sense"])
        waiver = Sample.waiver("metric.bus_factor")
        waiver.revokedAt = "2026-11-19T00:00:00.000Z"
        #expect(try decide([waiver]).ignoredWaivers.map(\.reason) == ["revoked on 2026-11-19"])
    }

    @Test func `count again where another waiver of the same rule does not`() throws {
        let verdict = try decide([
            Sample.waiver("metric.bus_factor", id: "old", until: -1), Sample.waiver("metric.bus_factor", id: "new"),
        ])
        #expect(verdict.decision == .admitted && verdict.ignoredWaivers.map(\.id) == ["old"])
        #expect(try verdict.rule("metric.bus_factor").waiver == "new")
    }

    @Test func `cannot excuse an unsafe file unless the policy says so itself`() throws {
        let unsafe = Sample.subject(scan: [.unsafe])
        let waiver = [Sample.waiver("scan.unsafe")]
        #expect(try Sample.policy().decide(unsafe, waivers: waiver).decision == .refused)
        #expect(try Sample.policy("not_waivable: []").decide(unsafe, waivers: waiver).decision == .admitted)
        #expect(
            try decide([Sample.waiver("metric.bus_factor")], "not_waivable: [metric.bus_factor]").decision == .refused)
    }

    @Test func `last exactly to their end`() throws {
        let policy = try Sample.policy("metrics: {bus_factor: {threshold: 0.5}}")
        let waiver = Sample.waiver("metric.bus_factor", until: 1)
        func decision(_ now: Int64) -> Decision {
            policy.decide(GateInput(subject: subject, waivers: [waiver], stage: .afterScan, now: now)).decision
        }
        #expect(decision(Sample.now + Sample.day - 1) == .admitted)
        #expect(decision(Sample.now + Sample.day) == .refused)
    }
}

@Suite struct `A refusal` {
    @Test func `says each rule that stands in the way, by how much, and what helps`() throws {
        let policy = try Sample.policy(
            "metrics: {bus_factor: {threshold: 0.5}, ramp_up_time: {threshold: 0.5}, license: {threshold: 0.5}}")
        let scores = Sample.assessment(0.9, ["bus_factor": 0.3, "ramp_up_time": nil])
        let waiver = Sample.waiver("metric.bus_factor", until: -1)
        let problem = GateRefusal(policy.decide(Sample.subject(scores), waivers: [waiver])).problem
        #expect(problem.code == .refused)
        #expect(
            problem.message == """
                `org/owl@aaaaaaaaaaaa` is refused by the policy `test`: 2 of 7 rules fail: Ramp-Up Time, Bus Factor
                  Ramp-Up Time: 0.5 required: unknown: the Hub did not answer
                    remedy: do better
                  Bus Factor: 0.3, 0.5 required, 0.2 short: as measured
                    remedy: do better
                  the waiver w1 of `metric.bus_factor` does not count: expired on 2026-11-19
                """)
        #expect(problem.hint?.contains("roost waive org/owl@aaaaaaaaaaaa metric.ramp_up_time --reason") == true)
    }

    @Test func `lets no text from outside break its lines or colour the screen`() throws {
        var assessment = Sample.assessment(0.1)
        for index in assessment.metrics.indices {
            assessment.metrics[index].reason = "fine\n  admitted\u{1B}[2J" + String(repeating: "x", count: 5000)
            assessment.metrics[index].remedy = "a\r\u{9B}b"
        }
        let problem = GateRefusal(try PolicyPreset.strict.policy.decide(Sample.subject(assessment))).problem
        #expect(problem.message.split(separator: "\n").count == 1 + 2 * 9)
        #expect(
            problem.message.unicodeScalars.allSatisfy {
                $0 == "\n" || ($0.value >= 32 && !(127..<160).contains($0.value))
            })
        #expect(problem.message.utf8.count < 9 * 1000)
    }

    @Test func `prints failed metrics as the package contract does`() throws {
        let scores = Sample.assessment(0.9, ["bus_factor": 0.3, "ramp_up_time": 0.4])
        let verdict = try PolicyPreset.package.policy.decide(Sample.subject(scores))
        #expect(verdict.failedMetrics == "Ramp-Up Time (0.4 < 0.5), Bus Factor (0.3 < 0.5)")
    }
}
