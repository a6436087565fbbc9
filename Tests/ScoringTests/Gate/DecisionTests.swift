import Scoring
import Testing
import Wire

@Suite struct `A verdict` {
    @Test func `lists every rule in force with score, required and gap, failing or not`() throws {
        let policy = try Sample.policy(
            "metrics: {license: {threshold: 0.5}, bus_factor: {threshold: 0.5}, code_quality: {threshold: 0.5, mode: warn}}"
        )
        let scores = Sample.assessment(0.9, ["bus_factor": 0.3, "code_quality": 0.4])
        let verdict = policy.decide(Sample.subject(scores))
        #expect(
            verdict.rules.map(\.rule) == [
                "license.allowed", "license.chain", "metric.license", "metric.bus_factor", "metric.code_quality",
                "scan.unsafe", "scan.level",
            ])
        let bus = try verdict.rule("metric.bus_factor")
        #expect(bus.title == "Bus Factor" && bus.outcome == .failed)
        #expect(bus.score == 0.3 && bus.required == 0.5 && bus.gap == 0.2, "the gap is positive when it fails")
        #expect(bus.evidence.first?.source == "README.md" && bus.remedy == "do better")
        let code = try verdict.rule("metric.code_quality")
        #expect(code.outcome == .warned && code.gap == 0.1)
        let license = try verdict.rule("metric.license")
        #expect(license.outcome == .passed && license.gap == nil && license.score == 0.9)
        #expect(verdict.decision == .refused)
        #expect(verdict.reason == "1 of 7 rules fail: Bus Factor")
        #expect(verdict.failedMetrics == "Bus Factor (0.3 < 0.5)")
    }

    @Test(arguments: [
        (0.5, 0.5, true), (0.4999, 0.5, false), (0.3, 0.1 + 0.2, true), (0, 0, true), (1, 1, true), (0.9999, 1, false),
    ])
    func `exactly the threshold passes`(_ score: Double, _ threshold: Double, _ passes: Bool) throws {
        var policy = try Sample.policy()
        policy[.license].threshold = threshold
        policy[.license].mode = .enforce
        let verdict = policy.decide(Sample.subject(Sample.assessment(0, ["license": score])))
        #expect((verdict.decision == .admitted) == passes)
    }

    @Test(arguments: [
        (PolicyAction.refuse, Decision.refused, RuleOutcome.failed), (.review, .quarantined, .review),
        (.warn, .admitted, .warned), (.allow, .admitted, .unknown),
    ])
    func `treats what is unknown as the policy says, and never as a score`(
        _ action: PolicyAction, _ decision: Decision, _ outcome: RuleOutcome
    ) throws {
        let policy = try Sample.policy("metrics: {bus_factor: {threshold: 0, unknown: \(action.rawValue)}}")
        for score in [nil, Double.nan, Double.infinity] {
            let verdict = policy.decide(Sample.subject(Sample.assessment(0.9, ["bus_factor": score])))
            let rule = try verdict.rule("metric.bus_factor")
            #expect(verdict.decision == decision && rule.outcome == outcome && rule.score == nil && rule.gap == nil)
        }
        var bare = Sample.assessment()
        bare.metrics = []
        #expect(policy.decide(Sample.subject(bare)).decision == decision)
    }

    @Test func `passes a metric that does not apply, and asks most of models only`() throws {
        let policy = try Sample.policy("metrics: {tree_score: {threshold: 1}, bus_factor: {threshold: 1}}")
        var assessment = Sample.assessment(1)
        assessment.metrics.removeAll { $0.name == "tree_score" }
        assessment.metrics.append(Sample.metric("tree_score", nil, status: .notApplicable))
        #expect(policy.decide(Sample.subject(assessment)).decision == .admitted)
        let dataset = Sample.assessment(0, kind: "dataset")
        #expect(policy.decide(Sample.subject(dataset)).decision == .admitted)
    }

    @Test func `waits for the scan before the weights are here, and not after`() throws {
        let policy = try Sample.policy("metrics: {security: {threshold: 0.5}}")
        let subject = Sample.subject(Sample.assessment(0.9, ["security": nil]), scan: nil)
        let early = policy.decide(subject, stage: .beforeWeights)
        #expect(early.decision == .admitted && early.stage == .beforeWeights)
        #expect(
            early.rules.filter { $0.outcome == .unknown }.map(\.rule) == [
                "metric.security", "scan.unsafe", "scan.level",
            ])
        let late = policy.decide(subject, stage: .afterScan)
        #expect(late.decision == .refused)
        #expect(late.failing.map(\.rule) == ["metric.security", "scan.unsafe", "scan.level"])
    }

    @Test func `keeps a failing model apart where the policy or the request says so`() throws {
        let text = "metrics: {license: {threshold: 1}}\n"
        let subject = Sample.subject(Sample.assessment(0))
        #expect(try Sample.policy(text).decide(subject).decision == .refused)
        let asked = try Sample.policy(text).decide(subject, keepsApart: true)
        #expect(asked.decision == .quarantined && asked.reason.hasSuffix("kept apart because that was asked for"))
        #expect(try Sample.policy(text + "decision: {on_fail: quarantine}").decide(subject).decision == .quarantined)
    }

    @Test func `is refused instead of reviewed where nobody is there to review`() throws {
        let policy = try Policy(
            parsing: "version: 1\nname: t\nlicenses: {ask: [apache-2.0]}\ndecision: {on_review: refuse}")
        #expect(policy.decide(Sample.subject()).decision == .refused)
    }

    @Test func `is the same for the same input, byte for byte`() throws {
        let policy = try PolicyPreset.strict.policy
        let subject = Sample.subject(Sample.assessment(0.3))
        let first = try WireJSON.text(policy.decide(subject))
        #expect(try WireJSON.text(policy.decide(subject)) == first)
        #expect(try WireJSON.decode(Verdict.self, from: first) == policy.decide(subject))
    }
}

@Suite struct `Rules about bytes and people` {
    @Test(arguments: [
        ("safe", "refuse", [ScanVerdict.safe], Decision.admitted), ("safe", "refuse", [.unscanned], .refused),
        ("safe", "review", [.unscanned], .quarantined), ("safe", "warn", [.suspicious], .admitted),
        ("unscanned", "refuse", [.unscanned, .safe], .admitted), ("unscanned", "refuse", [.suspicious], .refused),
        ("suspicious", "refuse", [.suspicious], .admitted), ("suspicious", "warn", [.unsafe], .refused),
        ("safe", "refuse", [], .admitted),
    ])
    func `a file may be as bad as the level, and unsafe never`(
        _ level: String, _ otherwise: String, _ files: [ScanVerdict], _ decision: Decision
    ) throws {
        let policy = try Sample.policy("scan: {level: \(level), otherwise: \(otherwise)}")
        #expect(policy.decide(Sample.subject(scan: files)).decision == decision)
    }

    @Test func `the worst files are shown first, and never more than twenty`() throws {
        let scan =
            Array(repeating: ScanVerdict.unscanned, count: 500) + [.unsafe] + Array(repeating: .suspicious, count: 50)
        let verdict = try Sample.policy("scan: {level: safe}").decide(Sample.subject(scan: scan))
        let unsafe = try verdict.rule("scan.unsafe")
        #expect(unsafe.evidence.map(\.source) == ["file-500.bin"])
        #expect(unsafe.evidence.first?.excerpt == "unsafe: imports posix.system")
        let level = try verdict.rule("scan.level")
        #expect(level.evidence.count == 20 && level.evidence.allSatisfy { $0.excerpt.hasPrefix("suspicious") })
    }

    @Test func `what was not looked into is said even where it is let through`() throws {
        let level = try Sample.policy().decide(Sample.subject(scan: [.safe, .unscanned])).rule("scan.level")
        #expect(level.outcome == .warned && level.evidence.map(\.source) == ["file-1.bin"])
    }

    @Test func `size has a ceiling that exactly passes, and an unknown size is unknown`() throws {
        let policy = try Sample.policy("size: {ceiling: 1 MB}")
        #expect(policy.decide(Sample.subject(bytes: 1_000_000)).decision == .admitted)
        #expect(policy.decide(Sample.subject(bytes: 1_000_001)).failing.map(\.rule) == ["size.ceiling"])
        #expect(policy.decide(Sample.subject(bytes: nil)).decision == .refused)
    }

    @Test(arguments: [
        ("org/owl", "https://huggingface.co", Decision.admitted), ("ORG/owl", "https://huggingface.co/", .admitted),
        ("org/owl", "https://evil.example", .quarantined), ("acme/owl", "https://HUB.example.org/hf", .admitted),
        ("acme/owl", "https://huggingface.co", .quarantined), ("other/owl", "https://huggingface.co", .quarantined),
        ("bad/owl", "https://anywhere.example", .refused), ("owl", "https://huggingface.co", .quarantined),
        ("org/owl", "/home/me/owl", .quarantined),
    ])
    func `a publisher is an owner on a certain Hub`(_ model: String, _ hub: String, _ decision: Decision) throws {
        let policy = try Sample.policy(
            "publishers: {trusted: [org, \"https://hub.example.org/hf/acme\"], refused: [bad], others: review}")
        let assessment = Sample.assessment(model: model, source: hub)
        #expect(policy.decide(Sample.subject(assessment)).decision == decision)
    }

    @Test(arguments: [
        "", "a/b/c d", "https:///x", "http://", "ftp://h/x", "a b", "https://hub.example/",
        String(repeating: "a", count: 97),
    ])
    func `what is no publisher is not read as one`(_ text: String) {
        #expect(Publisher(text) == nil)
    }
}
