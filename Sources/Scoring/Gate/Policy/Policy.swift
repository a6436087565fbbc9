package import Wire

/// What a house asks of a model before it keeps it: thresholds, lists and ceilings, and what failing or not knowing means.
///
/// A value, read from YAML by `init(parsing:)`. What a file leaves out is as in `Policy(name:)`, or as in the preset it
/// `extends`.
package struct Policy: Sendable, Hashable {
    /// Lower-case words with hyphens.
    package var name: String
    /// What it is for, in the words of who wrote it; not part of the digest.
    package var about = ""
    /// What it means that a metric or a licence cannot be told.
    package var unknown: PolicyAction = .refuse
    package var metrics: [GatedMetric: MetricRule]
    package var licenses = LicenceRules()
    package var scan = ScanRules()
    package var size = SizeRules()
    package var publishers = PublisherRules()
    /// Whether a model without code of its own takes over the code quality of the library that loads it.
    package var inheritsCodeQuality = false
    /// Exceptions for some models, applied one after the other.
    package var overrides: [PolicyOverride] = []
    /// Rules nobody can waive.
    package var notWaivable: Set<GateRule> = [.scanUnsafe]
    /// Days from giving a waiver to its end, at most.
    package var maxWaiverDays = 180
    /// What becomes of a model of which a rule fails.
    package var onFail: Disposal = .refuse
    /// What becomes of a model about which a person must decide.
    package var onReview: Disposal = .quarantine
    package var requestThresholds: RequestThresholds = .stricter

    /// A policy that asks nothing of any metric, and refuses files found unsafe.
    package init(name: String) {
        self.name = name
        metrics = Dictionary(
            uniqueKeysWithValues: GatedMetric.allCases.map { ($0, MetricRule(weight: $0.defaultWeight)) })
    }

    /// The rule of a metric.
    package subscript(metric: GatedMetric) -> MetricRule {
        get { metrics[metric] ?? MetricRule(weight: metric.defaultWeight) }
        set { metrics[metric] = newValue }
    }

    /// What the metrics have to know of the policy.
    package var metricContext: MetricContext {
        MetricContext(
            sizeTarget: size.target.rawValue, inheritsCodeQuality: inheritsCodeQuality,
            compatibleWith: licenses.compatibleWith)
    }

    /// The share of each metric in the net score, by its name; to be held against their sum.
    package var weights: [String: Double] {
        Dictionary(uniqueKeysWithValues: GatedMetric.allCases.map { ($0.rawValue, self[$0].weight) })
    }
}

/// Other rules for some models.
package struct PolicyOverride: Sendable, Hashable {
    /// Names of repositories, `*` for any run of characters; `datasets/org/name` for data sets.
    package var models: [String]
    /// Why: whoever reads the policy later wants to know.
    package var reason: String
    /// What differs, as it stands in the file; it was read once to prove that it can be.
    package var changes: JSONValue
}
