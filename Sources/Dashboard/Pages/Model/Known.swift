import Registry
import Scoring
import Wire

/// What the gate remembers of a version.
struct Known: Sendable {
    /// A metric beside the rule of the policy that is about it.
    struct Measured {
        let words: MetricWords
        let spoke: ScoreRadar.Spoke
    }

    /// Nil when it was never assessed.
    let subject: GateSubject?
    /// Nil when it was never decided.
    let verdict: Verdict?

    init(_ sight: ModelSight, _ services: ModelServices) async throws {
        guard let commit = sight.commit else {
            (subject, verdict) = (nil, nil)
            return
        }
        subject = try await services.gate.ledger.subject(of: sight.repository, at: commit)
        verdict = try await services.gate.ledger.verdict(of: sight.repository, at: commit)
    }

    /// Every metric, in the order of verdicts.
    var metrics: [Measured] {
        let order = GatedMetric.allCases.map(\.rawValue)
        let found = (subject?.assessment.metrics ?? []).sorted { left, right in
            (order.firstIndex(of: left.name) ?? order.count) < (order.firstIndex(of: right.name) ?? order.count)
        }
        return found.map { metric in
            let rule = verdict?.rules.first { $0.rule == "metric.\(metric.name)" }
            let spoke = ScoreRadar.Spoke(
                label: MetricWords.title(metric.name), score: metric.status == .scored ? metric.score : nil,
                required: rule?.required, words: MetricWords.answer(metric))
            return Measured(words: MetricWords(metric, rule: rule), spoke: spoke)
        }
    }
}
