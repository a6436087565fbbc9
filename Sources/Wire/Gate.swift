/// The two moments at which the gate decides.
package enum GateStage: String, Codable, Sendable, Hashable, CaseIterable {
    /// From the Hub's metadata, the card and small files: the scan is still to come.
    case beforeWeights = "before_weights"
    /// With the bytes here and looked into.
    case afterScan = "after_scan"
}

/// A waiver that was found and does not count.
package struct IgnoredWaiver: Codable, Sendable, Hashable {
    package var id: String
    package var rule: String
    /// Why not: `expired on 2026-11-20`, `this policy lets nobody waive it`.
    package var reason: String

    package init(id: String, rule: String, reason: String) {
        self.id = id
        self.rule = rule
        self.reason = reason
    }
}

/// The last verdict of a kept version, in a list.
package struct VerdictSummary: Codable, Sendable, Hashable {
    package var decision: Decision
    /// The policy's name.
    package var policy: String
    /// One sentence.
    package var reason: String
    package var decidedAt: String

    package init(decision: Decision, policy: String, reason: String, decidedAt: String) {
        self.decision = decision
        self.policy = policy
        self.reason = reason
        self.decidedAt = decidedAt
    }
}

/// A rule that is met otherwise than before.
package struct RuleChange: Codable, Sendable, Hashable {
    package var rule: String
    package var title: String
    /// Nil when the rule is new.
    package var before: RuleOutcome?
    /// Nil when the rule is gone.
    package var after: RuleOutcome?

    package init(rule: String, title: String, before: RuleOutcome?, after: RuleOutcome?) {
        self.rule = rule
        self.title = title
        self.before = before
        self.after = after
    }
}

/// A version about which the gate now says something else.
package struct VerdictChange: Codable, Sendable, Hashable {
    package var model: String
    package var kind: String
    package var commit: String
    /// Whether its bytes are in the house.
    package var kept: Bool
    /// Nil when it was never decided.
    package var before: Decision?
    package var after: Decision
    package var rules: [RuleChange]

    package init(
        model: String, kind: String, commit: String, kept: Bool, before: Decision?, after: Decision, rules: [RuleChange]
    ) {
        self.model = model
        self.kind = kind
        self.commit = commit
        self.kept = kept
        self.before = before
        self.after = after
        self.rules = rules
    }
}

/// What a policy means for everything that was assessed.
package struct RescoreReport: Codable, Sendable, Hashable {
    package var policy: String
    package var policyDigest: String
    /// Whether the new verdicts were recorded, or only computed.
    package var recorded: Bool
    /// Versions that were decided again.
    package var decided: Int
    /// Kept versions about which nothing is known to decide from.
    package var unassessed: Int
    /// Only those whose decision differs.
    package var changed: [VerdictChange]

    package init(
        policy: String, policyDigest: String, recorded: Bool, decided: Int, unassessed: Int, changed: [VerdictChange]
    ) {
        self.policy = policy
        self.policyDigest = policyDigest
        self.recorded = recorded
        self.decided = decided
        self.unassessed = unassessed
        self.changed = changed
    }
}

/// Something wrong in a file that people edit: the policy, the routes.
package struct FileMistake: Codable, Sendable, Hashable {
    /// From 1; nil when it is about the whole file.
    package var line: Int?
    /// `metrics.license.threshold`; empty for the whole file.
    package var key: String
    /// One sentence without a full stop.
    package var message: String

    package init(line: Int?, key: String, message: String) {
        self.line = line
        self.key = key
        self.message = message
    }

    /// `line 4: metrics.license: unknown key …`.
    package var text: String {
        [line.map { "line \($0)" }, key.isEmpty ? nil : key, message].compactMap(\.self).joined(separator: ": ")
    }
}

/// What `roost policy check` found.
package struct PolicyCheckReport: Codable, Sendable, Hashable {
    /// The file; nil for the built-in preset.
    package var file: String?
    package var valid: Bool
    package var mistakes: [FileMistake]
    /// The policy's name; nil when it could not be read.
    package var policy: String?
    package var policyDigest: String?
    /// What it would change for what was assessed here; nil when it could not be read.
    package var effect: RescoreReport?

    package init(
        file: String?, valid: Bool, mistakes: [FileMistake], policy: String?, policyDigest: String?,
        effect: RescoreReport?
    ) {
        self.file = file
        self.valid = valid
        self.mistakes = mistakes
        self.policy = policy
        self.policyDigest = policyDigest
        self.effect = effect
    }
}

/// A waiver in a list, with what it is worth today.
package struct WaiverView: Codable, Sendable, Hashable {
    package var waiver: Waiver
    /// Whether it still excuses anything.
    package var holds: Bool
    /// Why it does not; nil when it does.
    package var reason: String?

    package init(waiver: Waiver, holds: Bool, reason: String?) {
        self.waiver = waiver
        self.holds = holds
        self.reason = reason
    }
}

/// What giving or revoking a waiver did.
package struct WaiverReport: Codable, Sendable, Hashable {
    package var waiver: Waiver
    /// The versions whose decision is another one now.
    package var changed: [VerdictChange]

    package init(waiver: Waiver, changed: [VerdictChange]) {
        self.waiver = waiver
        self.changed = changed
    }
}
