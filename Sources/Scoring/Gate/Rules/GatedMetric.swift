/// The metrics a policy can speak of, in the order in which verdicts list them.
package enum GatedMetric: String, Sendable, Hashable, CaseIterable {
    case license
    case sizeScore = "size_score"
    case rampUpTime = "ramp_up_time"
    case busFactor = "bus_factor"
    case performanceClaims = "performance_claims"
    case datasetAndCodeScore = "dataset_and_code_score"
    case datasetQuality = "dataset_quality"
    case codeQuality = "code_quality"
    case reproducibility
    case reviewedness
    case treeScore = "tree_score"
    case security

    /// In words for people.
    package var title: String {
        switch self {
        case .license: "License"
        case .sizeScore: "Size Score"
        case .rampUpTime: "Ramp-Up Time"
        case .busFactor: "Bus Factor"
        case .performanceClaims: "Performance Claims"
        case .datasetAndCodeScore: "Dataset and Code Score"
        case .datasetQuality: "Dataset Quality"
        case .codeQuality: "Code Quality"
        case .reproducibility: "Reproducibility"
        case .reviewedness: "Reviewedness"
        case .treeScore: "Tree Score"
        case .security: "Security"
        }
    }

    /// Its share of the net score where a policy says nothing; all together are 1.
    package var defaultWeight: Double {
        switch self {
        case .license: 0.15
        case .rampUpTime, .busFactor, .performanceClaims, .datasetAndCodeScore, .codeQuality, .reproducibility,
            .security:
            0.10
        case .datasetQuality, .sizeScore: 0.05
        case .reviewedness, .treeScore: 0.025
        }
    }

    /// Whether it can only be told from the bytes themselves.
    var needsScan: Bool { self == .security }

    /// Whether the question makes sense for a data set too; the others ask about models.
    var appliesToDatasets: Bool { self == .license }
}
