import Domain
package import Wire

/// What is known of one version, and stays known: enough to decide again later without a network.
package struct GateSubject: Codable, Sendable, Hashable {
    package var assessment: Assessment
    /// Nil when it was not looked up.
    package var licence: LicenceChain?
    /// Every chosen file of the version, also those that were here before; nil before the bytes are.
    package var scan: [FileScan]?
    /// Bytes of everything that is chosen; nil when the Hub does not say.
    package var sizeBytes: Int64?

    package init(
        assessment: Assessment, licence: LicenceChain? = nil, scan: [FileScan]? = nil, sizeBytes: Int64? = nil
    ) {
        self.assessment = assessment
        self.licence = licence
        self.scan = scan
        self.sizeBytes = sizeBytes
    }

    package var model: String { assessment.model }
    package var kind: String { assessment.kind }
    package var commit: String { assessment.commit }
    /// The address of the Hub, or the folder.
    package var hub: String { assessment.source }
    /// The owner of the repository; nil for a name of one part.
    package var publisher: String? { RepositoryID(assessment.model)?.namespace }
}

/// All a decision is made from.
package struct GateInput: Sendable, Hashable {
    package var subject: GateSubject
    /// Waivers of the model, whether they still hold or not.
    package var waivers: [Waiver]
    package var stage: GateStage
    /// Milliseconds since 1970.
    package var now: Int64
    /// Whether somebody asked to have a refused model kept apart instead.
    package var keepsApart: Bool

    package init(
        subject: GateSubject, waivers: [Waiver] = [], stage: GateStage, now: Int64, keepsApart: Bool = false
    ) {
        self.subject = subject
        self.waivers = waivers
        self.stage = stage
        self.now = now
        self.keepsApart = keepsApart
    }
}
