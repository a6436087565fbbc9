/// A rule as verdicts and waivers name it.
package enum GateRule: Sendable, Hashable, CaseIterable, CustomStringConvertible {
    case licenseAllowed
    case licenseChain
    case metric(GatedMetric)
    case sizeCeiling
    case publisherTrusted
    case scanUnsafe
    case scanLevel

    /// In the order of verdicts.
    package static var allCases: [GateRule] {
        [.licenseAllowed, .licenseChain] + GatedMetric.allCases.map { .metric($0) }
            + [.sizeCeiling, .publisherTrusted, .scanUnsafe, .scanLevel]
    }

    /// Reads `metric.bus_factor`, `scan.level` and, because people type them, the bare names of metrics.
    package init?(_ text: some StringProtocol) {
        guard let rule = Self.allCases.first(where: { $0.id == text || $0.id == "metric.\(text)" }) else { return nil }
        self = rule
    }

    /// `metric.bus_factor`, `license.allowed`.
    package var id: String {
        switch self {
        case .licenseAllowed: "license.allowed"
        case .licenseChain: "license.chain"
        case .metric(let metric): "metric.\(metric.rawValue)"
        case .sizeCeiling: "size.ceiling"
        case .publisherTrusted: "publisher.trusted"
        case .scanUnsafe: "scan.unsafe"
        case .scanLevel: "scan.level"
        }
    }

    /// In words for people: `Bus Factor`.
    package var title: String {
        switch self {
        case .licenseAllowed: "Licence Allowed"
        case .licenseChain: "Licence Chain"
        case .metric(let metric): metric.title
        case .sizeCeiling: "Size Ceiling"
        case .publisherTrusted: "Trusted Publisher"
        case .scanUnsafe: "No Unsafe Files"
        case .scanLevel: "Scan Level"
        }
    }

    package var description: String { id }

    /// What is typed where a rule is asked for.
    package static var names: [String] { allCases.map(\.id) }
}
