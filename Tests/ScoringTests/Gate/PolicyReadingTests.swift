import Domain
import Testing
import Wire

@testable import Scoring

@Suite struct `A policy` {
    @Test func `that says next to nothing asks nothing of metrics and lets no unsafe file in`() throws {
        let policy = try Policy(parsing: "version: 1\nname: bare")
        #expect(policy == Policy(name: "bare"))
        #expect(policy.metrics.values.allSatisfy { $0.mode == .ignore && $0.threshold == 0.5 })
        #expect(policy.unknown == .refuse && policy.onFail == .refuse && policy.onReview == .quarantine)
        #expect(policy.notWaivable == [.scanUnsafe] && policy.maxWaiverDays == 180)
        let sum = policy.weights.values.reduce(0, +)
        #expect(abs(sum - 1) < 1e-9, "the default weights are shares of one")
    }

    @Test func `is read in full`() throws {
        let policy = try Policy(
            parsing: """
                version: 1
                name: team
                description: for us
                unknown: warn
                metrics:
                  license: {threshold: 0.6, weight: 2, mode: warn, unknown: refuse}
                  bus_factor: {threshold: 0}
                  reviewedness: {weight: 0.5}
                  code_quality: {inherit_from_library: true}
                licenses:
                  allow: [Apache-2.0, "class:permissive"]
                  ask: [llama*]
                  refuse: ["cc-by-nc-*"]
                  unlisted: ask
                  missing: refuse
                  unknown: allow
                  conflict: refuse
                  drift: warn
                  compatible_with: LGPL-2.1-only
                scan: {level: suspicious, otherwise: review}
                size: {ceiling: 1.5 TiB, target: aws_server}
                publishers: {trusted: [google, "https://Hub.example.org/acme"], refused: [evil], others: review,
                  hubs: ["https://hub.example.org/hf/"]}
                decision: {on_fail: quarantine, on_review: refuse}
                overrides: [{models: [org/*], reason: ours, unknown: allow}]
                not_waivable: [scan.unsafe, metric.license]
                max_waiver_days: 30
                request_thresholds: none
                """)
        #expect(policy.about == "for us" && policy.unknown == .warn)
        let license = policy[.license]
        #expect(license.threshold == 0.6 && license.weight == 2 && license.mode == .warn && license.unknown == .refuse)
        #expect(policy[.busFactor].mode == .enforce, "who names a threshold means it")
        #expect(policy[.reviewedness].mode == .ignore && policy[.reviewedness].weight == 0.5)
        #expect(policy.inheritsCodeQuality && policy.metricContext.inheritsCodeQuality)
        #expect(policy.licenses.allow.map(\.description) == ["apache-2.0", "class:permissive"])
        #expect(policy.licenses.compatibleWith == "LGPL-2.1-only" && policy.metricContext.sizeTarget == "aws_server")
        #expect(policy.scan.level == .suspicious && policy.scan.otherwise == .review)
        #expect(policy.size.ceiling == ByteCount(1_649_267_441_664))
        #expect(policy.publishers.trusted.map(\.description) == ["google", "https://hub.example.org/acme"])
        #expect(policy.publishers.hubs == ["https://hub.example.org/hf"])
        #expect(policy.onFail == .quarantine && policy.onReview == .refuse)
        #expect(policy.notWaivable == [.scanUnsafe, .metric(.license)] && policy.maxWaiverDays == 30)
        #expect(policy.requestThresholds == .none && policy.overrides.count == 1)
    }

    @Test func `that extends a preset changes only what it says`() throws {
        let policy = try Policy(
            parsing:
                "version: 1\nname: team\nextends: baseline\nsize: {ceiling: null}\nmetrics: {bus_factor: {threshold: 0.3}}"
        )
        var expected = try PolicyPreset.baseline.policy
        expected.name = "team"
        expected.about = ""
        expected.size.ceiling = nil
        expected[.busFactor].threshold = 0.3
        #expect(policy == expected)
        #expect(policy[.busFactor].mode == .warn, "the mode is the preset's")
    }

    @Test(arguments: PolicyPreset.allCases)
    func `that is written as JSON means the same when it is read`(_ preset: PolicyPreset) throws {
        var policy = try preset.policy
        policy.overrides = [
            PolicyOverride(
                models: ["org/*"], reason: "ours", changes: ["metrics": ["license": ["threshold": .number(0.1)]]])
        ]
        policy.publishers.trusted = [try #require(Publisher("https://hub.example.org/acme"))]
        policy.licenses.compatibleWith = "MIT"
        policy.inheritsCodeQuality = true
        #expect(try Policy(parsing: WireJSON.exactText(policy.json)) == policy)
    }

    @Test func `has the digest of its rules, not of its words`() throws {
        let plain = try Policy(parsing: "version: 1\nname: a\nmetrics: {license: {threshold: 0.5}}")
        let wordy = try Policy(
            parsing: "# why\nname: a\ndescription: same\nmetrics:\n  license:\n    threshold: 0.50\nversion: 1")
        #expect(plain.digest == wordy.digest && plain.digest.count == 64)
        let other = try Policy(parsing: "version: 1\nname: a\nmetrics: {license: {threshold: 0.51}}")
        #expect(plain.digest != other.digest)
    }

    @Test(
        arguments: [
            ("1", 1), ("250 GB", 250_000_000_000), ("250gb", 250_000_000_000), ("1.5 KiB", 1536),
            ("2 TB", 2_000_000_000_000),
            ("1 B", 1), ("", nil), ("0", nil), ("-1", nil), ("GB", nil), ("1 PB", nil), ("1e9", nil), (".5 GB", nil),
            ("5. GB", nil), ("99999 TB", nil), ("1 000", nil), ("nan", nil), ("inf", nil),
        ] as [(String, Int64?)])
    func `understands sizes as people write them`(_ text: String, _ bytes: Int64?) {
        #expect(SizeText.parse(text)?.bytes == bytes)
    }
}

@Suite struct `Overrides and thresholds of a request` {
    @Test func `apply in order to the models they name, and to no other`() throws {
        let policy = try Sample.policy(
            """
            metrics: {bus_factor: {threshold: 0.5}, license: {threshold: 0.5}}
            overrides:
              - {models: [org/*, "datasets/org/*"], reason: known to us, metrics: {bus_factor: {threshold: 0.2}}}
              - {models: [org/owl], reason: the one we make, metrics: {bus_factor: {mode: ignore}}}
            """)
        #expect(policy.override(for: "other/owl") == policy)
        #expect(policy.override(for: "org/cat")[.busFactor].threshold == 0.2)
        #expect(policy.override(for: "org/owl")[.busFactor].mode == .ignore)
        #expect(policy.override(for: "org/owl")[.license].mode == .enforce)
        #expect(policy.override(for: "org/x", kind: "dataset")[.busFactor].threshold == 0.2)
        #expect(policy.override(for: "xorg/cat") == policy)
    }

    @Test func `change a verdict and are named by the digest of the whole policy`() throws {
        let policy = try Sample.policy(
            "metrics: {bus_factor: {threshold: 0.5}}\noverrides: [{models: [org/owl], reason: r, metrics: {bus_factor: {threshold: 0.1}}}]"
        )
        let low = Sample.assessment(0.9, ["bus_factor": 0.3])
        #expect(policy.decide(Sample.subject(low)).decision == .admitted)
        let other = Sample.assessment(0.9, ["bus_factor": 0.3], model: "org/cat")
        let verdict = policy.decide(Sample.subject(other))
        #expect(verdict.decision == .refused && verdict.policyDigest == policy.digest)
    }

    @Test func `a request may ask for more, and for less only where the policy lets it`() throws {
        let stricter = try Sample.policy("metrics: {bus_factor: {threshold: 0.5}}")
        let raised = try stricter.applying(thresholds: ["bus_factor": 0.8, "security": 0.2], to: Sample.model)
        #expect(raised.decide(Sample.subject(Sample.assessment(0.7))).failing.map(\.rule) == ["metric.bus_factor"])
        #expect(raised.digest != stricter.digest)
        #expect(throws: PolicyError.thresholdTooLow(metric: "bus_factor", asked: 0.4, required: 0.5)) {
            try stricter.applying(thresholds: ["bus_factor": 0.4], to: Sample.model)
        }
        let any = try Sample.policy("metrics: {bus_factor: {threshold: 0.5}}\nrequest_thresholds: any")
        let lowered = try any.applying(thresholds: ["bus_factor": 0.1], to: Sample.model)
        #expect(lowered.decide(Sample.subject(Sample.assessment(0.2))).decision == .admitted)
        let none = try Sample.policy("request_thresholds: none")
        #expect(throws: PolicyError.thresholdsNotTaken(policy: "test")) {
            try none.applying(thresholds: ["license": 1], to: Sample.model)
        }
    }

    @Test func `a request cannot go below an exception that asks for more`() throws {
        let policy = try Sample.policy(
            "metrics: {bus_factor: {threshold: 0.5}}\noverrides: [{models: [org/*], reason: r, metrics: {bus_factor: {threshold: 0.9}}}]"
        )
        #expect(throws: PolicyError.self) { try policy.applying(thresholds: ["bus_factor": 0.6], to: Sample.model) }
        #expect(throws: Never.self) { try policy.applying(thresholds: ["bus_factor": 0.6], to: "other/owl") }
    }

    @Test(arguments: [("speed", 0.5), ("license", 1.1), ("license", -0.1), ("license", Double.nan)])
    func `a threshold that makes no sense is refused`(_ metric: String, _ threshold: Double) throws {
        let policy = try Sample.policy()
        let error = #expect(throws: PolicyError.self) {
            try policy.applying(thresholds: [metric: threshold], to: Sample.model)
        }
        #expect(error?.problem.code == .badRequest)
    }

    @Test func `the metrics of a preset can stand in for the house's own`() throws {
        let house = try PolicyPreset.baseline.policy
        let mixed = house.withMetrics(of: try PolicyPreset.artifact.policy)
        #expect(mixed.licenses == house.licenses && mixed.scan == house.scan)
        #expect(mixed[.reproducibility].mode == .enforce && mixed[.sizeScore].mode == .ignore)
        #expect(mixed.name == "baseline+artifact")
    }
}
