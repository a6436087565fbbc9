/// What it means that a rule is not met, or cannot be told.
package enum PolicyAction: String, Sendable, Hashable, CaseIterable {
    /// The model is refused.
    case refuse
    /// A person decides: until somebody waives the rule, `decision.on_review` holds.
    case review
    /// It is said and changes nothing.
    case warn
    /// It is as good as met.
    case allow
}

/// Whether a metric's threshold counts.
package enum MetricMode: String, Sendable, Hashable, CaseIterable {
    /// Below the threshold the model is refused.
    case enforce
    /// Below the threshold it is said, and changes nothing.
    case warn
    /// No rule; the weight still counts for the net score.
    case ignore
}

/// What becomes of a model that is not admitted.
package enum Disposal: String, Sendable, Hashable, CaseIterable {
    /// Nothing of it is kept.
    case refuse
    /// It is kept apart: not run, not mirrored, not packaged, no base for others.
    case quarantine
}

/// What a single request may say about thresholds.
package enum RequestThresholds: String, Sendable, Hashable, CaseIterable {
    /// It may ask for more than the policy, never for less.
    case stricter
    /// Whatever it says holds.
    case any
    /// It may say nothing.
    case none
}

/// How a policy answers a licence.
package enum LicenceAnswer: String, Sendable, Hashable, CaseIterable {
    case allow
    /// A person decides.
    case ask
    case refuse

    var action: PolicyAction {
        switch self {
        case .allow: .allow
        case .ask: .review
        case .refuse: .refuse
        }
    }
}
