import Domain
import Scoring
import Wire

/// One metric as it is shown: its answer, its bar, what is asked of it.
struct MetricWords: Sendable {
    let title: String
    let anchor: String
    /// `0.72`, `unknown`, `does not apply`.
    let answer: String
    let bar: Markup
    let required: String?
    let style: String
    let why: Markup
    let todo: Markup?
    let coverage: String?
    let evidence: [EvidenceWords]
    let hasEvidence: Bool
    let probes: [ProbeWords]
    let hasProbes: Bool

    /// - Parameter rule: what the policy made of it; nil when it asks nothing.
    init(_ metric: MetricResult, rule: RuleResult?) {
        title = Self.title(metric.name)
        anchor = "metric-" + metric.name.filter { $0.isASCII && ($0.isLetter || $0 == "_") }
        answer = Self.answer(metric)
        let asked = rule?.required.flatMap { $0 > 0 ? $0 : nil }
        required = asked.map(Words.score)
        style =
            switch rule?.outcome {
            case .failed: "bad"
            case .review, .warned, .waived: "warn"
            case .passed where asked != nil: "good"
            default: "plain"
            }
        bar = ScoreBar.draw(metric.score, required: asked, style: style)
        why = Words.prose(metric.reason)
        todo = metric.remedy.map(Words.prose)
        let seen = Int((metric.coverage * 100).rounded())
        coverage = seen < 100 ? "\(seen) % of it could be looked at" : nil
        evidence = EvidenceWords.all(metric.evidence)
        hasEvidence = !metric.evidence.isEmpty
        probes = metric.probes.map { ProbeWords($0) }
        hasProbes = !metric.probes.isEmpty
    }

    static func title(_ name: String) -> String { GatedMetric(rawValue: name)?.title ?? name }

    static func answer(_ metric: MetricResult) -> String {
        switch (metric.status, metric.score) {
        case (.scored, let score?): Words.score(score)
        case (.notApplicable, _): "does not apply"
        default: "unknown"
        }
    }
}

/// One question of a metric.
struct ProbeWords: Sendable {
    let question: String
    let outcome: String
    let value: String
    let weight: String
    let why: Markup
    let probeTodo: Markup?
    let evidence: [EvidenceWords]
    let hasEvidence: Bool

    init(_ probe: ProbeResult) {
        question = probe.id
        outcome =
            switch probe.outcome {
            case .yes: "yes"
            case .no: "no"
            case .partial: "partly"
            case .unknown: "unknown"
            case .notApplicable: "does not apply"
            }
        value = probe.value.map(Words.score) ?? "—"
        weight = Words.score(probe.weight)
        why = Words.prose(probe.reason)
        probeTodo = probe.remedy.map(Words.prose)
        evidence = EvidenceWords.all(probe.evidence)
        hasEvidence = !probe.evidence.isEmpty
    }
}
