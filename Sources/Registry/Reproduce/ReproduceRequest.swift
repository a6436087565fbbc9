import Domain

/// Whose example is to be run: the payload of a `reproduce` job. Exactly this commit, whenever the job comes to run.
package struct ReproduceRequest: Codable, Sendable, Hashable {
    package var model: String
    /// Forty digits.
    package var commit: String
    /// Who asked, for the audit trail.
    package var by: String
    /// Whether they may have the code of a version run that is kept apart.
    package var mayRunQuarantined: Bool

    package init(model: String, commit: String, by: String, mayRunQuarantined: Bool) {
        self.model = model
        self.commit = commit
        self.by = by
        self.mayRunQuarantined = mayRunQuarantined
    }

    /// Two wishes of the same key are one job.
    package var dedupeKey: String { "reproduce \(model) \(commit) \(mayRunQuarantined)" }

    var version: (repository: RepositoryID, commit: GitObjectID) {
        get throws(Problem) {
            guard let id = RepositoryID(model), let commit = GitObjectID(commit) else {
                throw Problem(.badRequest, "`\(model)` at `\(commit)` is no version of a model")
            }
            return (id, commit)
        }
    }
}
