/// The metrics there are. One line each: a new metric is a folder beside its siblings and a line here.
package enum Metrics {
    package static let all: [any Metric] = [
        RampUpMetric(),
        BusFactorMetric(),
        PerformanceClaimsMetric(),
        DatasetAndCodeMetric(),
        DatasetQualityMetric(),
        CodeQualityMetric(),
        ReproducibilityMetric(),
        SizeMetric(),
        ReviewednessMetric(),
        TreeScoreMetric(),
    ]

    /// The same with `license` first, which has to be told what is known of licences.
    package static func all(_ knowledge: LicenceKnowledge) -> [any Metric] {
        [LicenseMetric(knowledge: knowledge)] + all
    }

    /// The questions that can be asked of a data set.
    package static let ofDatasets: Set<String> = ["license", "bus_factor", "dataset_quality", "reviewedness"]

    /// What each metric weighs in the net score unless the policy says otherwise. `security` weighs 0.10 beside these: it
    /// is a scan's answer, and no metric.
    package static let defaultWeights: [String: Double] = [
        "license": 0.15, "ramp_up_time": 0.10, "bus_factor": 0.10, "performance_claims": 0.10,
        "dataset_and_code_score": 0.10, "dataset_quality": 0.05, "code_quality": 0.10, "reproducibility": 0.10,
        "size_score": 0.05, "reviewedness": 0.025, "tree_score": 0.025,
    ]
}
