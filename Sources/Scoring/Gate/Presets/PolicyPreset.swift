/// A policy that comes with Roost, as the text of a file that a house can begin its own with.
package enum PolicyPreset: String, Sendable, Hashable, CaseIterable {
    /// All nine metrics at least 0.5.
    case strict
    /// The default: what a careful team runs.
    case baseline
    /// The gate of the package contract: eight metrics, size among them.
    case package
    /// The gate of the artifact contract: eight metrics, reproducibility instead of size.
    case artifact

    /// What a house without a policy of its own goes by.
    package static let standard = PolicyPreset.baseline

    /// The file.
    package var text: String {
        switch self {
        case .strict: Self.strictText
        case .baseline: Self.baselineText
        case .package: Self.packageText
        case .artifact: Self.artifactText
        }
    }

    /// The file, read. A test proves that each can be.
    package var policy: Policy { get throws(PolicyError) { try Policy(parsing: text) } }
}
