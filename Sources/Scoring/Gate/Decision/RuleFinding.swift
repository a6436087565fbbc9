import Wire

/// How one rule is met, before waivers.
struct RuleFinding {
    /// At most so many pieces of evidence go into a verdict, for one rule.
    static let evidenceAtMost = 20

    let rule: GateRule
    /// What it leads to; `allow` when it is met.
    let action: PolicyAction
    /// Whether it could not be told.
    var isUnknown = false
    var score: Double?
    var required: Double?
    let reason: String
    var remedy: String?
    var evidence: [Evidence] = []

    /// Whether it stands in the way.
    var stands: Bool { action == .refuse || action == .review }

    /// - Parameter waiver: the one that excuses it.
    func result(waiver: String?) -> RuleResult {
        let outcome: RuleOutcome =
            switch action {
            case .refuse, .review: waiver != nil ? .waived : action == .refuse ? .failed : .review
            case .warn: .warned
            case .allow: isUnknown ? .unknown : .passed
            }
        let isShort = outcome != .passed && outcome != .unknown
        return RuleResult(
            rule: rule.id, title: rule.title, outcome: outcome, score: score, required: required,
            gap: isShort ? zip(required, score).map { ($0 - $1).roundedScore } : nil,
            reason: reason.oneLine(limit: 500), remedy: remedy?.oneLine(limit: 500),
            evidence: Array(evidence.prefix(Self.evidenceAtMost)), waiver: waiver)
    }
}

private func zip(_ left: Double?, _ right: Double?) -> (Double, Double)? {
    guard let left, let right else { return nil }
    return (left, right)
}
