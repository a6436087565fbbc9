import Domain
import Hub
import Registry
import Synchronization

/// A folder as a Hub that notes what is asked of it, and can be made to fail.
struct WatchedHub: HubReading {
    let hub: FolderHub
    let log = HubLog()

    var endpoint: HubEndpoint { hub.endpoint }

    func search(_ query: HubQuery, kind: RepositoryKind) async throws -> HubPage {
        try await hub.search(query, kind: kind)
    }
    func page(at cursor: HubCursor) async throws -> HubPage { try await hub.page(at: cursor) }
    func refs(_ repository: RepositoryID) async throws -> RepositoryRefs { try await hub.refs(repository) }

    func commits(_ repository: RepositoryID, revision: Revision, limit: Int) async throws -> [RepositoryCommit] {
        try await hub.commits(repository, revision: revision, limit: limit)
    }

    func smallFile(
        _ repository: RepositoryID, commit: GitObjectID, path: RepositoryPath, limit: ByteCount
    ) async throws -> [UInt8] {
        log.note("text \(path)")
        return try await hub.smallFile(repository, commit: commit, path: path, limit: limit)
    }

    func info(_ repository: RepositoryID, revision: Revision) async throws -> RepositoryInfo {
        log.note("info")
        let (refusal, onInfo, isTag) = log.state.withLock {
            ($0.refusal, $0.onInfo, $0.tags.contains(revision.name))
        }
        if let refusal { throw refusal }
        try await onInfo?(repository.path)
        return try await hub.info(repository, revision: isTag ? .main : revision)
    }

    func tree(_ repository: RepositoryID, commit: GitObjectID) async throws -> [RemoteFile] {
        log.note("tree")
        log.state.withLock { $0.trees += 1 }
        return try await hub.tree(repository, commit: commit)
    }

    func open(
        _ file: RemoteFile, of repository: RepositoryID, commit: GitObjectID, range: Range<Int64>?
    ) async throws -> FileResponse {
        let (isBroken, onOpen) = log.state.withLock { state in
            state.asked.append("bytes \(file.path)")
            state.opened.append(file.path.text)
            return (state.broken.contains(file.path.text), state.onOpen)
        }
        if isBroken { throw HubError.entryNotFound(repository, path: file.path.text) }
        try await onOpen?(file.path.text)
        return try await hub.open(file, of: repository, commit: commit, range: range)
    }
}

/// What a `WatchedHub` was asked, and how it is to behave.
final class HubLog: Sendable {
    struct State: Sendable {
        /// Every question about what repositories and files are, in order.
        var asked: [String] = []
        /// Every file that was opened, in order.
        var opened: [String] = []
        /// How often a list of files was asked for.
        var trees = 0
        /// Paths that cannot be had.
        var broken: Set<String> = []
        /// What is answered to every question about a repository.
        var refusal: HubError?
        /// Names of the newest commit, beside `main`.
        var tags: Set<String> = []
        /// Runs before it is said what a repository is.
        var onInfo: (@Sendable (_ repository: String) async throws -> Void)?
        /// Runs before a file is given.
        var onOpen: (@Sendable (_ path: String) async throws -> Void)?
    }

    let state = Mutex(State())

    var asked: [String] { state.withLock { $0.asked.sorted() } }
    func note(_ question: String) { state.withLock { $0.asked.append(question) } }
    var opened: [String] { state.withLock { $0.opened.sorted() } }
    var trees: Int { state.withLock { $0.trees } }

    /// Forgets what was asked.
    func clear() {
        state.withLock { state in
            state.asked = []
            state.opened = []
            state.trees = 0
        }
    }

    func breakFiles(_ paths: Set<String>) { state.withLock { $0.broken = paths } }
    func refuse(_ error: HubError?) { state.withLock { $0.refusal = error } }
    func tag(_ name: String) { state.withLock { _ = $0.tags.insert(name) } }
    func onInfo(_ hook: (@Sendable (_ repository: String) async throws -> Void)?) {
        state.withLock { $0.onInfo = hook }
    }
    func onOpen(_ hook: (@Sendable (_ path: String) async throws -> Void)?) { state.withLock { $0.onOpen = hook } }
}

/// Hubs in the order they are asked; a folder is a Hub of its own.
struct FixedHubs: HubDirectory {
    let standard: [any HubReading]

    func hub(at address: String) throws -> any HubReading {
        guard let hub = standard.first(where: { $0.endpoint.description == address }) else {
            throw Problem(.badRequest, "no such Hub")
        }
        return hub
    }

    func folder(_ path: String, as repository: RepositoryID) -> any HubReading {
        FolderHub(folder: path, as: repository)
    }
}
