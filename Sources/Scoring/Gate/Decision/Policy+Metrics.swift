import Domain
import Wire

extension Policy {
    /// Metrics are rounded to four digits: what differs by less is the same number.
    private static let tolerance = 1e-9

    /// The findings of every metric that is not off.
    func metricFindings(_ input: GateInput) -> [RuleFinding] {
        GatedMetric.allCases.compactMap { metric in
            self[metric].mode == .ignore ? nil : finding(metric, self[metric], input)
        }
    }

    private func finding(_ metric: GatedMetric, _ rule: MetricRule, _ input: GateInput) -> RuleFinding {
        let named = GateRule.metric(metric)
        let result = input.subject.assessment[metric: metric.rawValue]
        if input.subject.kind == RepositoryKind.dataset.rawValue, !metric.appliesToDatasets {
            return RuleFinding(rule: named, action: .allow, reason: "asked of models only")
        }
        if metric.needsScan, input.stage == .beforeWeights, result?.score == nil {
            return RuleFinding(
                rule: named, action: .allow, isUnknown: true, required: rule.threshold,
                reason: "told when the bytes are here")
        }
        if let result, result.status == .notApplicable {
            return RuleFinding(
                rule: named, action: .allow, required: rule.threshold, reason: "does not apply: \(result.reason)",
                evidence: result.evidence)
        }
        guard let result, result.status == .scored, let score = result.score, score.isFinite else {
            return RuleFinding(
                rule: named, action: rule.mode == .warn ? .warn : rule.unknown ?? unknown, isUnknown: true,
                required: rule.threshold, reason: "unknown: \(result?.reason ?? "it was not measured")",
                remedy: result?.remedy, evidence: result?.evidence ?? [])
        }
        let passes = score >= rule.threshold - Self.tolerance
        return RuleFinding(
            rule: named, action: passes ? .allow : rule.mode == .warn ? .warn : .refuse, score: score,
            required: rule.threshold, reason: result.reason, remedy: passes ? nil : result.remedy,
            evidence: result.evidence)
    }
}
