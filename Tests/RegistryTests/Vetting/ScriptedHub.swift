import Domain
import Hub
import Synchronization
import Wire

/// A Hub that behaves as the test says, on top of a folder: refuses, hangs, knows owners, and notes what is asked.
struct ScriptedHub: HubReading {
    struct Script: Sendable {
        /// What is answered to questions about files: gated, offline, …
        var filesFail: HubError?
        /// What is answered to every question about a repository.
        var fails: HubError?
        /// Paths whose bytes cannot be had.
        var broken: [String: HubError] = [:]
        var treeHangs = false
        var owner: RepositoryOwner?
        /// Further fields of the document.
        var extra: [String: JSONValue] = [:]
    }

    final class Log: Sendable {
        private let ranges = Mutex<[(path: String, range: Range<Int64>?)]>([])
        private let read = Mutex<[String]>([])
        var opened: [(path: String, range: Range<Int64>?)] { ranges.withLock { $0 } }
        var texts: Set<String> { Set(read.withLock { $0 }) }
        fileprivate func note(_ path: String, _ range: Range<Int64>?) { ranges.withLock { $0.append((path, range)) } }
        fileprivate func note(_ path: String) { read.withLock { $0.append(path) } }
    }

    let hub: FolderHub
    var script = Script()
    let log = Log()

    var endpoint: HubEndpoint { hub.endpoint }
    func search(_ query: HubQuery, kind: RepositoryKind) async throws -> HubPage {
        try await hub.search(query, kind: kind)
    }
    func page(at cursor: HubCursor) async throws -> HubPage { try await hub.page(at: cursor) }
    func refs(_ repository: RepositoryID) async throws -> RepositoryRefs { try await hub.refs(repository) }

    func info(_ repository: RepositoryID, revision: Revision) async throws -> RepositoryInfo {
        if let fails = script.fails { throw fails }
        return try await hub.info(repository, revision: revision)
    }

    func document(_ repository: RepositoryID, revision: Revision) async throws -> JSONValue {
        let known = try await info(repository, revision: revision).document
        return .object((known.object ?? [:]).merging(script.extra) { _, new in new })
    }

    func owner(_ namespace: String) async throws -> RepositoryOwner? { script.owner }

    func tree(_ repository: RepositoryID, commit: GitObjectID) async throws -> [RemoteFile] {
        if script.treeHangs { try await Task.sleep(for: .seconds(60)) }
        if let fails = script.filesFail { throw fails }
        return try await hub.tree(repository, commit: commit)
    }

    func commits(_ repository: RepositoryID, revision: Revision, limit: Int) async throws -> [RepositoryCommit] {
        if let fails = script.filesFail { throw fails }
        return try await hub.commits(repository, revision: revision, limit: limit)
    }

    func smallFile(
        _ repository: RepositoryID, commit: GitObjectID, path: RepositoryPath, limit: ByteCount
    ) async throws -> [UInt8] {
        log.note(path.text)
        if let fails = script.filesFail ?? script.broken[path.text] { throw fails }
        return try await hub.smallFile(repository, commit: commit, path: path, limit: limit)
    }

    func open(
        _ file: RemoteFile, of repository: RepositoryID, commit: GitObjectID, range: Range<Int64>?
    ) async throws -> FileResponse {
        log.note(file.path.text, range)
        if let fails = script.broken[file.path.text] { throw fails }
        return try await hub.open(file, of: repository, commit: commit, range: range)
    }
}
