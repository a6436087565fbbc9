/// What is different between two kept versions of a model.
package struct VersionComparison: Codable, Sendable, Hashable {
    /// What became of a file.
    package enum Change: String, Codable, Sendable, Hashable { case added, removed, changed }

    /// A file that is not the same in both.
    package struct File: Codable, Sendable, Hashable {
        package var path: String
        package var role: ModelFileRole
        package var change: Change
        package var fromBytes: Int64?
        package var toBytes: Int64?

        package init(path: String, role: ModelFileRole, change: Change, fromBytes: Int64?, toBytes: Int64?) {
            self.path = path
            self.role = role
            self.change = change
            self.fromBytes = fromBytes
            self.toBytes = toBytes
        }
    }

    /// A metric whose answer is another one; nil where it is unknown, not applicable or was never asked.
    package struct Score: Codable, Sendable, Hashable {
        package var metric: String
        package var from: Double?
        package var to: Double?

        package init(metric: String, from: Double?, to: Double?) {
            self.metric = metric
            self.from = from
            self.to = to
        }
    }

    /// One of the two.
    package struct Side: Codable, Sendable, Hashable {
        package var commit: String
        package var keptAt: String
        /// Bytes of the files that are compared.
        package var sizeBytes: Int64
        /// As its card declared it when it came.
        package var licence: String?
        /// What all that is said of its licence comes to; nil when it was never assessed.
        package var licenceVerdict: LicenceChain.Verdict?
        package var netScore: Double?
        package var verdict: VerdictSummary?
        package var quarantined: Bool

        package init(
            commit: String, keptAt: String, sizeBytes: Int64, licence: String?, licenceVerdict: LicenceChain.Verdict?,
            netScore: Double?, verdict: VerdictSummary?, quarantined: Bool
        ) {
            self.commit = commit
            self.keptAt = keptAt
            self.sizeBytes = sizeBytes
            self.licence = licence
            self.licenceVerdict = licenceVerdict
            self.netScore = netScore
            self.verdict = verdict
            self.quarantined = quarantined
        }
    }

    package var model: String
    package var kind: String
    package var from: Side
    package var to: Side
    /// By path; at most 5,000.
    package var files: [File]
    package var filesChanged: Int
    package var filesUnchanged: Int
    /// Whether all files of both commits are known; else only those that are kept are compared.
    package var complete: Bool
    package var scores: [Score]

    package init(
        model: String, kind: String, from: Side, to: Side, files: [File], filesChanged: Int, filesUnchanged: Int,
        complete: Bool, scores: [Score]
    ) {
        self.model = model
        self.kind = kind
        self.from = from
        self.to = to
        self.files = files
        self.filesChanged = filesChanged
        self.filesUnchanged = filesUnchanged
        self.complete = complete
        self.scores = scores
    }
}
