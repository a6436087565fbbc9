/// What a person wants ingested through one of the contracts.
package struct IngestWish: Sendable, Hashable {
    package var family: IngestFamily
    /// A model reference, as typed: a name or a Hub URL.
    package var reference: String
    package var kind: String?
    package var revision: String?
    /// A semantic version; nil lets the Hub's tags decide, else `1.0.0`.
    package var version: String?
    package var description: String?
    /// By metric, instead of the preset's.
    package var thresholds: [String: Double]
    package var by: String

    package init(
        family: IngestFamily, reference: String, kind: String? = nil, revision: String? = nil, version: String? = nil,
        description: String? = nil, thresholds: [String: Double] = [:], by: String
    ) {
        self.family = family
        self.reference = reference
        self.kind = kind
        self.revision = revision
        self.version = version
        self.description = description
        self.thresholds = thresholds
        self.by = by
    }
}

/// What the gate is asked about a version that is not kept yet.
package struct VetRequest: Codable, Sendable, Hashable {
    /// A model reference, as typed.
    package var reference: String
    /// The base URL of the Hub to ask; nil when the house's list of Hubs decides.
    package var hub: String?
    package var kind: String?
    /// A built-in policy by name; nil for the house's own.
    package var policy: String?
    /// By metric, instead of the policy's.
    package var thresholds: [String: Double]?

    package init(
        reference: String, hub: String? = nil, kind: String? = nil, policy: String? = nil,
        thresholds: [String: Double]? = nil
    ) {
        self.reference = reference
        self.hub = hub
        self.kind = kind
        self.policy = policy
        self.thresholds = thresholds
    }
}
