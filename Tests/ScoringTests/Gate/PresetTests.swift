import Scoring
import Testing
import Wire

@Suite struct `The built-in policies` {
    private static let eight = [
        "license", "size_score", "ramp_up_time", "bus_factor", "performance_claims", "dataset_and_code_score",
        "dataset_quality", "code_quality",
    ]

    private func enforced(_ preset: PolicyPreset) throws -> Set<String> {
        let policy = try preset.policy
        let metrics = GatedMetric.allCases.filter { policy[$0].mode == .enforce }
        #expect(metrics.allSatisfy { policy[$0].threshold == 0.5 })
        return Set(metrics.map(\.rawValue))
    }

    @Test func `enforce what their contracts name`() throws {
        #expect(try enforced(.package) == Set(Self.eight))
        #expect(try enforced(.artifact) == Set(Self.eight).subtracting(["size_score"]).union(["reproducibility"]))
        #expect(try enforced(.strict) == Set(Self.eight).union(["reproducibility"]))
        #expect(try enforced(.baseline) == ["license", "ramp_up_time"])
        #expect(PolicyPreset.standard == .baseline)
    }

    @Test(arguments: PolicyPreset.allCases)
    func `bear their own name and admit a model that is good at everything`(_ preset: PolicyPreset) throws {
        let policy = try preset.policy
        #expect(policy.name == preset.rawValue && !policy.about.isEmpty)
        let verdict = policy.decide(Sample.subject())
        #expect(verdict.decision == .admitted, "\(verdict.reason)")
        let exact = policy.decide(Sample.subject(Sample.assessment(0.5)))
        #expect(exact.decision == .admitted, "exactly 0.5 passes")
    }

    @Test(arguments: [PolicyPreset.strict, .package, .artifact])
    func `of the contracts refuse each metric below 0.5 and each unknown one`(_ preset: PolicyPreset) throws {
        let policy = try preset.policy
        for metric in try enforced(preset) {
            for score in [0.4999, nil] {
                let verdict = policy.decide(Sample.subject(Sample.assessment(0.9, [metric: score])))
                #expect(verdict.decision == .refused)
                #expect(verdict.failing.map(\.rule) == ["metric.\(metric)"])
            }
        }
    }

    @Test(arguments: PolicyPreset.allCases)
    func `refuse an unsafe file`(_ preset: PolicyPreset) throws {
        let verdict = try preset.policy.decide(Sample.subject(scan: [.safe, .unsafe]))
        #expect(verdict.decision == .refused && verdict.failing.first?.rule == "scan.unsafe")
    }

    @Test(arguments: [
        ("apache-2.0", LicenceClass.permissive, Decision.admitted), ("cc0-1.0", .publicDomain, .admitted),
        ("mpl-2.0", .weakCopyleft, .admitted), ("gpl-3.0", .copyleft, .quarantined),
        ("llama3.1", .useRestricted, .quarantined), ("gemma", .useRestricted, .quarantined),
        ("cc-by-nc-4.0", .nonCommercial, .refused), ("acme-eula", .proprietary, .quarantined),
        ("strange", .unknown, .quarantined),
    ])
    func `baseline answers licences by what they allow`(_ id: String, _ family: LicenceClass, _ decision: Decision)
        throws
    {
        let verdict = try PolicyPreset.baseline.policy.decide(Sample.subject(licence: Sample.licence(id, family)))
        #expect(verdict.decision == decision)
    }

    @Test func `baseline holds apart what it cannot know, and only says what is a matter of taste`() throws {
        let policy = try PolicyPreset.baseline.policy
        #expect(policy.decide(Sample.subject(Sample.assessment(0.9, ["license": nil]))).decision == .quarantined)
        #expect(policy.decide(Sample.subject(scan: [.suspicious])).decision == .quarantined)
        #expect(policy.decide(Sample.subject(scan: [.unscanned])).decision == .admitted)
        #expect(policy.decide(Sample.subject(bytes: 260_000_000_000)).decision == .refused)
        let poor = policy.decide(
            Sample.subject(Sample.assessment(0.1, ["license": 0.5, "ramp_up_time": 0.5])))
        #expect(poor.decision == .admitted)
        #expect(poor.rules.filter { $0.outcome == .warned }.count == 7)
    }
}

@Suite struct `The schema of policies` {
    private static func schema() throws -> JSONValue {
        try WireJSON.decodeExactly(JSONValue.self, from: PolicySchema.text)
    }

    @Test func `is JSON of the draft it names`() throws {
        let schema = try Self.schema()
        #expect(schema["$schema"]?.string == "https://json-schema.org/draft/2020-12/schema")
    }

    @Test func `knows the same keys as the reader`() throws {
        let schema = try Self.schema()
        let policy = try PolicyPreset.baseline.policy
        let written = try #require(policy.json.object)
        let top = try #require(schema["properties"]?.object)
        #expect(Set(written.keys).union(["extends", "overrides"]) == Set(top.keys))
        for part in ["metrics", "licenses", "scan", "size", "publishers", "decision"] {
            let known = try #require(schema["$defs"]?[part]?["properties"]?.object)
            let keys = Set(try #require(written[part]?.object).keys)
            #expect(keys.isSubset(of: known.keys), "\(part)")
            // What stands only when it is said.
            #expect(Set(known.keys).subtracting(keys).isSubset(of: ["unknown", "missing"]), "\(part)")
        }
        let rules = try #require(schema["$defs"]?["rule"]?["enum"]?.strings)
        #expect(Set(rules) == Set(GateRule.names) && rules.count == GateRule.names.count)
    }

    @Test func `knows the same choices as the reader`() throws {
        let schema = try Self.schema()
        func choices(_ path: String...) -> [String] {
            path.reduce(schema as JSONValue?) { $0?[$1] }?["enum"]?.strings.sorted() ?? []
        }
        #expect(choices("$defs", "action") == PolicyAction.allCases.map(\.rawValue).sorted())
        #expect(choices("$defs", "mode") == MetricMode.allCases.map(\.rawValue).sorted())
        #expect(choices("properties", "extends") == PolicyPreset.allCases.map(\.rawValue).sorted())
        #expect(choices("properties", "request_thresholds") == RequestThresholds.allCases.map(\.rawValue).sorted())
        #expect(
            choices("$defs", "licenses", "properties", "unlisted") == LicenceAnswer.allCases.map(\.rawValue).sorted())
        #expect(choices("$defs", "size", "properties", "target") == SizeTarget.allCases.map(\.rawValue).sorted())
        #expect(choices("$defs", "decision", "properties", "on_fail") == Disposal.allCases.map(\.rawValue).sorted())
    }
}
