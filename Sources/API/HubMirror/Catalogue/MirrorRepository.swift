package import Domain

/// A repository at one commit.
package struct MirrorRepository: Sendable {
    package var summary: MirrorSummary
    package var history: MirrorHistory
    /// Every file of the commit.
    package var files: [MirrorFile]
    package var access: MirrorAccess
    /// Which of several catalogues gave it; set by `UnionCatalogue`.
    package var shelf = 0

    package init(
        summary: MirrorSummary, history: MirrorHistory, files: [MirrorFile], access: MirrorAccess = .granted
    ) {
        self.summary = summary
        self.history = history
        self.files = files
        self.access = access
    }

    package var id: RepositoryID { summary.id }
    package var commit: GitObjectID { summary.commit }
    /// The file at a path.
    package func file(_ path: RepositoryPath) -> MirrorFile? { files.first { $0.path == path } }
}
