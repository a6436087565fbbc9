package import Wire

/// One question about a model: facts in, answer out; no clock, no network, no randomness.
package protocol Metric: Sendable {
    /// `bus_factor`: the name in policies, reports and contracts.
    var name: String { get }

    /// The answer; whatever it throws makes it unknown with that error, and fails no other metric.
    func evaluate(_ facts: Facts, _ context: MetricContext) throws -> MetricResult
}

/// What the policy says to the metrics.
package struct MetricContext: Sendable, Hashable {
    /// The device whose `size_score` counts: `raspberry_pi`, `jetson_nano`, `desktop_pc`, `aws_server`.
    package var sizeTarget: String
    /// Whether a model without code of its own takes over the code quality of the library that loads it.
    package var inheritsCodeQuality: Bool
    /// The licence the model must be compatible with, as SPDX; nil for none.
    package var compatibleWith: String?

    package init(
        sizeTarget: String = "desktop_pc", inheritsCodeQuality: Bool = false, compatibleWith: String? = nil
    ) {
        self.sizeTarget = sizeTarget
        self.inheritsCodeQuality = inheritsCodeQuality
        self.compatibleWith = compatibleWith
    }
}
