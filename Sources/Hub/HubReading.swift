package import Domain
package import Wire

/// A Hub that can be read: huggingface.co, another Roost, or a local folder. Every error is a `HubError` or cancellation.
package protocol HubReading: Sendable {
    /// Where this Hub is: for messages and records.
    var endpoint: HubEndpoint { get }

    /// The first page of a search.
    func search(_ query: HubQuery, kind: RepositoryKind) async throws -> HubPage

    /// The page that a cursor of this Hub stands for.
    func page(at cursor: HubCursor) async throws -> HubPage

    /// What the Hub says of a repository; public even where its files are gated.
    func info(_ repository: RepositoryID, revision: Revision) async throws -> RepositoryInfo

    /// The same as the Hub wrote it, with what nobody here has a field for.
    func document(_ repository: RepositoryID, revision: Revision) async throws -> JSONValue

    /// Who stands behind a namespace; nil when this Hub does not say.
    func owner(_ namespace: String) async throws -> RepositoryOwner?

    /// All files at a commit, each path checked, folders left out, sorted by path.
    func tree(_ repository: RepositoryID, commit: GitObjectID) async throws -> [RemoteFile]

    func refs(_ repository: RepositoryID) async throws -> RepositoryRefs

    /// The newest commits first, at most `limit`.
    func commits(_ repository: RepositoryID, revision: Revision, limit: Int) async throws -> [RepositoryCommit]

    /// All bytes of a card, a configuration or another small file; `HubError.tooLarge` over the limit.
    func smallFile(
        _ repository: RepositoryID, commit: GitObjectID, path: RepositoryPath, limit: ByteCount
    ) async throws -> [UInt8]

    /// The bytes of a file as they arrive, from `range` when the Hub honours it (see `FileResponse.start`).
    func open(
        _ file: RemoteFile, of repository: RepositoryID, commit: GitObjectID, range: Range<Int64>?
    ) async throws -> FileResponse
}

extension HubReading {
    package func document(_ repository: RepositoryID, revision: Revision) async throws -> JSONValue {
        try await info(repository, revision: revision).document
    }

    package func owner(_ namespace: String) async throws -> RepositoryOwner? { nil }

    /// The page after this one; nil when it is the last.
    package func nextPage(_ page: HubPage) async throws -> HubPage? {
        guard let cursor = page.next else { return nil }
        return try await self.page(at: cursor)
    }
}
