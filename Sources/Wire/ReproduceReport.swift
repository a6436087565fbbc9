/// What became of running a card's example, and what the gate says since.
package struct ReproduceReport: Codable, Sendable, Hashable {
    package var model: String
    package var kind: String
    package var commit: String
    /// `ran_as_printed`, `ran_after_edits`, `failed`, or `not_run` when it could not be run here.
    package var outcome: String
    /// One sentence.
    package var reason: String
    /// What had to be changed before it ran.
    package var edits: [String]
    /// The code as it was run in the end; nil when nothing was.
    package var code: String?
    /// The interpreter and the digest of its packages.
    package var environment: String?
    package var exitCode: Int?
    /// Of the last try.
    package var seconds: Double?
    /// The last of what it printed.
    package var output: String
    /// The score of `reproducibility` now; nil when unknown.
    package var score: Double?
    /// What the gate decided with it.
    package var verdict: VerdictSummary?

    package init(
        model: String, kind: String, commit: String, outcome: String, reason: String, edits: [String], code: String?,
        environment: String?, exitCode: Int?, seconds: Double?, output: String, score: Double?, verdict: VerdictSummary?
    ) {
        self.model = model
        self.kind = kind
        self.commit = commit
        self.outcome = outcome
        self.reason = reason
        self.edits = edits
        self.code = code
        self.environment = environment
        self.exitCode = exitCode
        self.seconds = seconds
        self.output = output
        self.score = score
        self.verdict = verdict
    }
}
