import Scoring
import Testing
import Wire

/// What the gate is asked about in these tests, made from a few words.
enum Sample {
    static let model = "org/owl"
    static let commit = String(repeating: "a", count: 40)
    /// 2026-11-20 in milliseconds.
    static let now: Int64 = 1_795_132_800_000
    static let day: Int64 = 86_400_000

    static func metric(_ name: String, _ score: Double?, status: MetricStatus? = nil) -> MetricResult {
        MetricResult(
            name: name, status: status ?? (score == nil ? .unknown : .scored), score: score,
            coverage: score == nil ? 0 : 1, reason: score == nil ? "the Hub did not answer" : "as measured",
            remedy: "do better", evidence: [Evidence(source: "README.md", excerpt: "seen")])
    }

    /// Every metric scored alike, but for those named.
    static func assessment(
        _ score: Double = 0.9, _ others: [String: Double?] = [:], model: String = model, kind: String = "model",
        source: String = "https://huggingface.co"
    ) -> Assessment {
        let metrics = GatedMetric.allCases.map { metric in
            if let other = others[metric.rawValue] { return self.metric(metric.rawValue, other) }
            return self.metric(metric.rawValue, score)
        }
        return Assessment(
            model: model, kind: kind, commit: commit, source: source, asOf: Moment.text(now), scorerVersion: "1",
            metrics: metrics, netScore: nil, knownWeight: 1, digest: String(repeating: "d", count: 64),
            captureMs: nil, latencyMs: 1)
    }

    static func licence(_ id: String = "apache-2.0", _ family: LicenceClass = .permissive) -> LicenceChain {
        let match = LicenceMatch(
            id: id, spdx: id == "apache-2.0" ? "Apache-2.0" : nil, name: id, class: family, confidence: 1,
            where: "README.md")
        return LicenceChain(
            verdict: .consistent, reason: "all places agree", effective: match,
            links: [.init(source: "card", subject: "README.md", licence: match)])
    }

    static func subject(
        _ assessment: Assessment = assessment(), licence: LicenceChain? = licence(),
        scan: [ScanVerdict]? = [.safe, .safe], bytes: Int64? = 1_000_000
    ) -> GateSubject {
        let files = scan?.enumerated().map { index, verdict in
            FileScan(
                path: "file-\(index).bin", verdict: verdict,
                findings: verdict == .safe
                    ? [] : [ScanFinding(rule: "pickle-import", verdict: verdict, message: "imports posix.system")])
        }
        return GateSubject(assessment: assessment, licence: licence, scan: files, sizeBytes: bytes)
    }

    static func waiver(
        _ rule: String, id: String = "w1", model: String = model, commit: String? = commit, given: Int64 = -10,
        until: Int64 = 10, reason: String = "we mirror it", by: String = "alice"
    ) -> Waiver {
        Waiver(
            id: id, model: model, kind: "model", commit: commit, rule: rule, reason: reason, by: by,
            createdAt: Moment.text(now + given * day), until: Moment.text(now + until * day))
    }

    /// A policy that asks only what is said.
    static func policy(_ yaml: String = "") throws -> Policy {
        try Policy(parsing: "version: 1\nname: test\nlicenses: {missing: allow, unknown: allow}\n" + yaml)
    }
}

extension Policy {
    func decide(
        _ subject: GateSubject, waivers: [Waiver] = [], stage: GateStage = .afterScan, keepsApart: Bool = false
    ) -> Verdict {
        decide(
            GateInput(subject: subject, waivers: waivers, stage: stage, now: Sample.now, keepsApart: keepsApart))
    }
}

extension Verdict {
    func rule(_ id: String) throws -> RuleResult { try #require(rules.first { $0.rule == id }, "no rule \(id)") }
}
