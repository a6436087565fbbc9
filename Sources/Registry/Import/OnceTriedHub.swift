import Domain
import Hub
import Synchronization
import Wire

/// A Hub that is asked about what many models link: once it could not be reached it is not tried again, so that a cache of a
/// thousand models does not wait a thousand times.
final class OnceTriedHub: HubReading {
    private let hub: any HubReading
    private let failure = Mutex<HubError?>(nil)

    init(_ hub: any HubReading) { self.hub = hub }

    var endpoint: HubEndpoint { hub.endpoint }

    private func ask<Answer: Sendable>(_ question: (any HubReading) async throws -> Answer) async throws -> Answer {
        if let known = failure.withLock({ $0 }) { throw known }
        do {
            return try await question(hub)
        } catch let error as HubError {
            switch error {
            case .unreachable, .timeout, .offline: failure.withLock { $0 = error }
            default: break
            }
            throw error
        }
    }

    func search(_ query: HubQuery, kind: RepositoryKind) async throws -> HubPage {
        try await ask { try await $0.search(query, kind: kind) }
    }

    func page(at cursor: HubCursor) async throws -> HubPage { try await ask { try await $0.page(at: cursor) } }

    func info(_ repository: RepositoryID, revision: Revision) async throws -> RepositoryInfo {
        try await ask { try await $0.info(repository, revision: revision) }
    }

    func document(_ repository: RepositoryID, revision: Revision) async throws -> JSONValue {
        try await ask { try await $0.document(repository, revision: revision) }
    }

    func owner(_ namespace: String) async throws -> RepositoryOwner? { try await ask { try await $0.owner(namespace) } }

    func tree(_ repository: RepositoryID, commit: GitObjectID) async throws -> [RemoteFile] {
        try await ask { try await $0.tree(repository, commit: commit) }
    }

    func refs(_ repository: RepositoryID) async throws -> RepositoryRefs {
        try await ask { try await $0.refs(repository) }
    }

    func commits(_ repository: RepositoryID, revision: Revision, limit: Int) async throws -> [RepositoryCommit] {
        try await ask { try await $0.commits(repository, revision: revision, limit: limit) }
    }

    func smallFile(
        _ repository: RepositoryID, commit: GitObjectID, path: RepositoryPath, limit: ByteCount
    ) async throws -> [UInt8] {
        try await ask { try await $0.smallFile(repository, commit: commit, path: path, limit: limit) }
    }

    func open(
        _ file: RemoteFile, of repository: RepositoryID, commit: GitObjectID, range: Range<Int64>?
    ) async throws -> FileResponse {
        try await ask { try await $0.open(file, of: repository, commit: commit, range: range) }
    }
}
