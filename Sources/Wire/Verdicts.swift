/// What the gate decides.
package enum Decision: String, Codable, Sendable, Hashable {
    case admitted
    case refused
    /// Kept apart: not run, not mirrored, not packaged, no base for others.
    case quarantined
}

/// How one rule of a policy was met.
package enum RuleOutcome: String, Codable, Sendable, Hashable {
    case passed
    case failed
    /// Failed, and a waiver that still holds excuses it.
    case waived
    /// Failed or unknown, and the policy wants a person to decide: a waiver is the yes.
    case review
    /// Failed or unknown, and the policy only wants it said.
    case warned
    /// Could not be told, and the policy lets that pass.
    case unknown
}

/// One rule of a policy held against what was measured.
package struct RuleResult: Codable, Sendable, Hashable {
    /// `metric.bus_factor`, `license.allowed`, `scan.level`, `size.ceiling`, `publisher.trusted`, …
    package var rule: String
    /// In words for people: `Bus Factor`.
    package var title: String
    package var outcome: RuleOutcome
    /// What was measured; nil when unknown or not a number.
    package var score: Double?
    /// What the policy asks; nil when not a number.
    package var required: Double?
    /// Required less score, when it fails.
    package var gap: Double?
    /// One sentence.
    package var reason: String
    package var remedy: String?
    package var evidence: [Evidence]
    /// The waiver that excuses it.
    package var waiver: String?

    package init(
        rule: String, title: String, outcome: RuleOutcome, score: Double? = nil, required: Double? = nil,
        gap: Double? = nil, reason: String, remedy: String? = nil, evidence: [Evidence] = [], waiver: String? = nil
    ) {
        self.rule = rule
        self.title = title
        self.outcome = outcome
        self.score = score
        self.required = required
        self.gap = gap
        self.reason = reason
        self.remedy = remedy
        self.evidence = evidence
        self.waiver = waiver
    }
}

/// What the gate says of one version under one policy.
package struct Verdict: Codable, Sendable, Hashable {
    package var model: String
    package var kind: String
    package var commit: String
    package var decision: Decision
    /// One sentence.
    package var reason: String
    /// The policy's name and the SHA-256 of its canonical form: the same rules have the same digest.
    package var policy: String
    package var policyDigest: String
    /// The digest of the assessment it is about; nil when there was none.
    package var assessmentDigest: String?
    package var stage: GateStage
    /// Every rule of the policy that is in force for this model, also those that passed.
    package var rules: [RuleResult]
    /// Waivers of this version that do not count, each with why.
    package var ignoredWaivers: [IgnoredWaiver]
    package var decidedAt: String

    package init(
        model: String, kind: String, commit: String, decision: Decision, reason: String, policy: String,
        policyDigest: String, assessmentDigest: String?, stage: GateStage, rules: [RuleResult],
        ignoredWaivers: [IgnoredWaiver] = [], decidedAt: String
    ) {
        self.model = model
        self.kind = kind
        self.commit = commit
        self.decision = decision
        self.reason = reason
        self.policy = policy
        self.policyDigest = policyDigest
        self.assessmentDigest = assessmentDigest
        self.stage = stage
        self.rules = rules
        self.ignoredWaivers = ignoredWaivers
        self.decidedAt = decidedAt
    }

    package var failing: [RuleResult] { rules.filter { $0.outcome == .failed } }
    /// What stands between this version and its admission: what failed, and what waits for a person.
    package var standing: [RuleResult] { rules.filter { $0.outcome == .failed || $0.outcome == .review } }

    package var summary: VerdictSummary {
        VerdictSummary(decision: decision, policy: policy, reason: reason, decidedAt: decidedAt)
    }
}

/// A person's recorded exception to one rule for one version.
package struct Waiver: Codable, Sendable, Hashable {
    package var id: String
    package var model: String
    package var kind: String
    /// Forty digits; nil for every version of the model.
    package var commit: String?
    /// The rule as a verdict names it: `metric.license`, `license.allowed`.
    package var rule: String
    package var reason: String
    /// Who gave it.
    package var by: String
    package var createdAt: String
    /// Mandatory: no exception is for ever.
    package var until: String
    package var revokedAt: String?

    package init(
        id: String, model: String, kind: String, commit: String?, rule: String, reason: String, by: String,
        createdAt: String, until: String, revokedAt: String? = nil
    ) {
        self.id = id
        self.model = model
        self.kind = kind
        self.commit = commit
        self.rule = rule
        self.reason = reason
        self.by = by
        self.createdAt = createdAt
        self.until = until
        self.revokedAt = revokedAt
    }
}
