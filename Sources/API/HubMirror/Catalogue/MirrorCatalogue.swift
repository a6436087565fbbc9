package import Domain

/// What the mirror can serve: the registry, a folder of samples, several of those in turn.
package protocol MirrorCatalogue: Sendable {
    /// One page of the repositories of a kind, in the order the query asks for.
    func list(_ query: MirrorQuery, kind: RepositoryKind) async throws -> MirrorPage

    /// A repository at a revision (nil: its newest); nil when it is not here.
    ///
    /// Finds it under another letter case or an old name too: the mirror then redirects to the `id` it answers with.
    /// Called for every file served, so the same commit should not be put together anew each time.
    /// Throws `MirrorError.revisionNotFound`; a gated or disabled repository is returned, with `access` saying so.
    func repository(_ id: RepositoryID, revision: Revision?) async throws -> MirrorRepository?

    /// The bytes of a file of a repository this catalogue gave out.
    func content(of file: MirrorFile, in repository: MirrorRepository) async throws -> any RangedContent
}
