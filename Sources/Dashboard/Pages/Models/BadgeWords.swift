import Wire

/// A word on a coloured ground: `<span class="badge {{style}}">{{text}}</span>`.
struct BadgeWords: Sendable, Hashable {
    let text: String
    /// `good`, `warn`, `bad`, or nothing.
    let style: String

    /// What the gate said last, and whether the version is kept apart.
    static func gate(_ decision: Decision?, quarantined: Bool) -> BadgeWords {
        switch (decision, quarantined) {
        case (.admitted, false): BadgeWords(text: "admitted", style: "good")
        case (.refused, _): BadgeWords(text: "refused, kept apart", style: "bad")
        case (_, true): BadgeWords(text: "quarantined", style: "warn")
        case (.quarantined, false): BadgeWords(text: "to be quarantined", style: "warn")
        case (nil, false): BadgeWords(text: "not assessed", style: "")
        }
    }

    static func rule(_ outcome: RuleOutcome) -> BadgeWords {
        switch outcome {
        case .passed: BadgeWords(text: "passed", style: "good")
        case .failed: BadgeWords(text: "failed", style: "bad")
        case .waived: BadgeWords(text: "waived", style: "warn")
        case .review: BadgeWords(text: "needs a person", style: "warn")
        case .warned: BadgeWords(text: "warned", style: "warn")
        case .unknown: BadgeWords(text: "unknown", style: "")
        }
    }

    static func scan(_ verdict: ScanVerdict) -> BadgeWords {
        switch verdict {
        case .safe: BadgeWords(text: "safe", style: "good")
        case .unscanned: BadgeWords(text: "not looked into", style: "")
        case .suspicious: BadgeWords(text: "suspicious", style: "warn")
        case .unsafe: BadgeWords(text: "unsafe", style: "bad")
        }
    }

    static func licence(_ verdict: LicenceChain.Verdict) -> BadgeWords {
        switch verdict {
        case .consistent: BadgeWords(text: "consistent", style: "good")
        case .conflict: BadgeWords(text: "conflict", style: "bad")
        case .drift: BadgeWords(text: "drift", style: "bad")
        case .missing: BadgeWords(text: "missing", style: "warn")
        case .unknown: BadgeWords(text: "unknown", style: "")
        }
    }
}
