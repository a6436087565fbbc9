/// Everything the gate knows of one version: what was measured, what was found, what was decided.
package struct VetReport: Codable, Sendable, Hashable {
    package var model: String
    package var kind: String
    package var commit: String
    /// The Hub that was asked.
    package var source: String
    package var assessment: Assessment
    package var licence: LicenceChain
    /// Per file, worst first; nil when nothing was scanned.
    package var scan: [FileScan]?
    package var verdict: Verdict

    package init(
        model: String, kind: String, commit: String, source: String, assessment: Assessment, licence: LicenceChain,
        scan: [FileScan]?, verdict: Verdict
    ) {
        self.model = model
        self.kind = kind
        self.commit = commit
        self.source = source
        self.assessment = assessment
        self.licence = licence
        self.scan = scan
        self.verdict = verdict
    }
}
