package import Domain
package import Wire

/// What a policy asks of one metric.
package struct MetricRule: Sendable, Hashable {
    /// 0…1; exactly the threshold passes.
    package var threshold = 0.5
    /// Its share of the net score, against the sum of all weights.
    package var weight: Double
    package var mode: MetricMode = .ignore
    /// What it means that the metric cannot tell; nil for what the policy says in general.
    package var unknown: PolicyAction?
}

/// What a policy says of licences.
package struct LicenceRules: Sendable, Hashable {
    package var allow: [LicencePattern] = []
    package var ask: [LicencePattern] = []
    package var refuse: [LicencePattern] = []
    /// For a licence that stands in none of the lists.
    package var unlisted: LicenceAnswer = .allow
    /// No licence where it must be; nil for what the policy says of unknowns.
    package var missing: PolicyAction?
    /// A licence that could not be looked up or recognised; nil for what the policy says of unknowns.
    package var unknown: PolicyAction?
    /// Two places contradict each other.
    package var conflict: PolicyAction = .review
    /// Freer than what the model was made from.
    package var drift: PolicyAction = .review
    /// The licence the model must be compatible with, as SPDX; for the metric `license`.
    package var compatibleWith: String?
}

/// What a policy asks of the scan. A file found unsafe always fails `scan.unsafe`; this is about the others.
package struct ScanRules: Sendable, Hashable {
    /// The worst verdict a file may have.
    package var level: ScanVerdict = .unscanned
    /// What a worse one means.
    package var otherwise: PolicyAction = .refuse
}

/// What a policy says of size.
package struct SizeRules: Sendable, Hashable {
    /// Bytes of everything that would be kept; nil for no ceiling.
    package var ceiling: ByteCount?
    /// The device whose `size_score` counts.
    package var target: SizeTarget = .desktopPC
}

/// The devices `size_score` knows.
package enum SizeTarget: String, Sendable, Hashable, CaseIterable {
    case raspberryPi = "raspberry_pi"
    case jetsonNano = "jetson_nano"
    case desktopPC = "desktop_pc"
    case awsServer = "aws_server"
}
