import Wire

/// One rule of the policy and how it was met.
struct RuleWords: Sendable {
    let rule: String
    let title: String
    let badge: BadgeWords
    let measured: String?
    let asked: String?
    let short: String?
    let why: Markup
    let todo: Markup?
    let waiverID: String?
    let evidence: [EvidenceWords]
    let hasEvidence: Bool
    let mayWaive: Bool

    /// - Parameter mayWaive: whether the visitor may excuse it.
    init(_ result: RuleResult, mayWaive: Bool) {
        rule = result.rule
        title = result.title
        badge = .rule(result.outcome)
        measured = result.score.map(Words.score)
        asked = result.required.map(Words.score)
        short = result.gap.flatMap { $0 > 0 ? Words.score($0) : nil }
        why = Words.prose(result.reason)
        todo = result.outcome == .passed ? nil : result.remedy.map(Words.prose)
        waiverID = result.waiver
        evidence = EvidenceWords.all(result.evidence)
        hasEvidence = !result.evidence.isEmpty
        self.mayWaive = mayWaive && (result.outcome == .failed || result.outcome == .review)
    }

    /// What stands in the way first, what passed last.
    static func order(_ rules: [RuleResult]) -> [RuleResult] {
        let ranks: [RuleOutcome: Int] = [.failed: 0, .review: 1, .waived: 2, .warned: 3, .unknown: 4, .passed: 5]
        return rules.enumerated().sorted { left, right in
            (ranks[left.element.outcome] ?? 6, left.offset) < (ranks[right.element.outcome] ?? 6, right.offset)
        }.map(\.element)
    }
}
