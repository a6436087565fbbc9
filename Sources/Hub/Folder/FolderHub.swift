package import Domain
package import NIOPosix

/// A local folder that answers like a Hub: many repositories, or itself one.
///
/// Names of bytes are real (git blob ids, SHA-256 for large files) and the commit is computed from them, so that the same
/// files are the same commit on every machine. Files are hashed once and again only when they change.
package struct FolderHub: Sendable {
    package let endpoint: HubEndpoint
    let layout: FolderLayout
    let allowsGated: Bool
    let threads: NIOThreadPool
    let index = FolderIndex()

    /// A folder of repositories: `<root>/<org>/<name>/…`, `<root>/datasets/<org>/<name>/…`.
    ///
    /// A repository may hold a `.roost.json` with `gated`, `createdAt`, `likes`, `downloads` and `tags`; it is not a file
    /// of the repository.
    /// - Parameters:
    ///   - endpoint: what messages and records name; the folder itself when nil.
    ///   - allowGated: whether files of gated repositories are given at all.
    package init(
        root: String, endpoint: HubEndpoint? = nil, allowGated: Bool = false, threads: NIOThreadPool = .singleton
    ) {
        self.endpoint = endpoint ?? HubEndpoint(folder: root)
        layout = .repositories(root: root)
        allowsGated = allowGated
        self.threads = threads
    }

    /// One local folder as one repository.
    package init(folder: String, as repository: RepositoryID, threads: NIOThreadPool = .singleton) {
        endpoint = HubEndpoint(folder: folder)
        layout = .single(repository, folder: folder)
        allowsGated = true
        self.threads = threads
    }
}

extension FolderHub {
    /// Runs blocking work where it may block.
    func blocking<Answer: Sendable>(_ work: @escaping @Sendable () throws -> Answer) async throws -> Answer {
        try await threads.runIfActive(work)
    }

    /// Blocking. Throws when it is not there or its metadata cannot be read.
    func repository(_ id: RepositoryID) throws -> FolderRepository {
        guard let scan = layout.scan(id) else {
            if case .single(id, let folder) = layout { throw HubError.folderMissing(folder) }
            throw HubError.repositoryNotFound(id, host: endpoint.host, anonymous: false)
        }
        return try FolderRepository(id: id, scan: scan)
    }

    /// The repository when its files may be given. Blocking.
    func readable(_ id: RepositoryID) throws -> FolderRepository {
        let repository = try repository(id)
        guard allowsGated || repository.metadata.gate == .open else {
            throw HubError.gated(id, page: endpoint.page(of: id), .needsToken)
        }
        return repository
    }

    /// Whether a revision means the only commit there is.
    static func names(_ revision: Revision, _ commit: GitObjectID) -> Bool {
        ["main", "HEAD", "refs/heads/main"].contains(revision.name)
            || (revision.name.utf8.count >= 7 && commit.hex.hasPrefix(revision.name.lowercased()))
    }
}
