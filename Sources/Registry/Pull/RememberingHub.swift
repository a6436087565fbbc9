import Domain
import Hub
import NIOCore
import Synchronization
import Wire

/// A Hub as one pull asks it: what the plan learnt is not asked again by the gate, and what the gate read is not fetched again.
///
/// Each answer is given out once more and then forgotten. So memory is held no longer than it can spare a request, and whoever
/// finds that bytes were wrong and asks again, asks the Hub itself.
final class RememberingHub: HubReading {
    /// A file by the names a Hub gives it.
    private struct FileName: Hashable {
        let repository: RepositoryID
        let commit: GitObjectID
        let path: RepositoryPath
    }

    private struct Memory {
        var document: (name: RepositoryID, commit: GitObjectID, JSONValue)?
        var tree: (name: RepositoryID, commit: GitObjectID, [RemoteFile])?
        var files: [FileName: [UInt8]] = [:]
        var bytes = 0
    }

    /// Of all files together.
    private static let mostBytes = 4 << 20
    /// A file up to this is fetched whole when a part of it is asked for.
    private static let mostWhole = ByteCount(1 << 20)

    private let hub: any HubReading
    private let memory = Mutex(Memory())

    init(_ hub: any HubReading) { self.hub = hub }

    var endpoint: HubEndpoint { hub.endpoint }

    func info(_ repository: RepositoryID, revision: Revision) async throws -> RepositoryInfo {
        let document = try await hub.document(repository, revision: revision)
        guard let info = RepositoryInfo(json: document, asked: repository) else {
            throw HubError.malformed(what: "what it says of `\(repository)` is no repository")
        }
        if let commit = info.commit { memory.withLock { $0.document = (info.id, commit, document) } }
        return info
    }

    func document(_ repository: RepositoryID, revision: Revision) async throws -> JSONValue {
        let known = memory.withLock { memory -> JSONValue? in
            guard let (name, commit, document) = memory.document, name == repository, revision.commit == commit else {
                return nil
            }
            memory.document = nil
            return document
        }
        if let known { return known }
        return try await hub.document(repository, revision: revision)
    }

    func tree(_ repository: RepositoryID, commit: GitObjectID) async throws -> [RemoteFile] {
        let known = memory.withLock { memory -> [RemoteFile]? in
            guard let (name, listed, files) = memory.tree, name == repository, listed == commit else { return nil }
            memory.tree = nil
            return files
        }
        if let known { return known }
        let files = try await hub.tree(repository, commit: commit)
        memory.withLock { $0.tree = (repository, commit, files) }
        return files
    }

    func smallFile(
        _ repository: RepositoryID, commit: GitObjectID, path: RepositoryPath, limit: ByteCount
    ) async throws -> [UInt8] {
        let bytes = try await hub.smallFile(repository, commit: commit, path: path, limit: limit)
        remember(bytes, of: FileName(repository: repository, commit: commit, path: path))
        return bytes
    }

    func open(
        _ file: RemoteFile, of repository: RepositoryID, commit: GitObjectID, range: Range<Int64>?
    ) async throws -> FileResponse {
        let name = FileName(repository: repository, commit: commit, path: file.path)
        guard let range else {
            guard let bytes = take(name), bytes.count == file.size.bytes else {
                return try await hub.open(file, of: repository, commit: commit, range: nil)
            }
            return Self.response(bytes[...], from: 0, of: file, size: bytes.count)
        }
        guard let bytes = try await whole(file, name) else {
            return try await hub.open(file, of: repository, commit: commit, range: range)
        }
        let wanted = range.clamped(to: 0..<Int64(bytes.count))
        let part = bytes[Int(wanted.lowerBound)..<Int(wanted.upperBound)]
        return Self.response(part, from: wanted.lowerBound, of: file, size: bytes.count)
    }

    func owner(_ namespace: String) async throws -> RepositoryOwner? { try await hub.owner(namespace) }

    func refs(_ repository: RepositoryID) async throws -> RepositoryRefs { try await hub.refs(repository) }

    func commits(_ repository: RepositoryID, revision: Revision, limit: Int) async throws -> [RepositoryCommit] {
        try await hub.commits(repository, revision: revision, limit: limit)
    }

    func search(_ query: HubQuery, kind: RepositoryKind) async throws -> HubPage {
        try await hub.search(query, kind: kind)
    }

    func page(at cursor: HubCursor) async throws -> HubPage { try await hub.page(at: cursor) }
}

extension RememberingHub {
    private func remember(_ bytes: [UInt8], of name: FileName) {
        memory.withLock { memory in
            guard memory.files[name] == nil, memory.bytes + bytes.count <= Self.mostBytes else { return }
            memory.files[name] = bytes
            memory.bytes += bytes.count
        }
    }

    private func take(_ name: FileName) -> [UInt8]? {
        memory.withLock { memory in
            guard let bytes = memory.files.removeValue(forKey: name) else { return nil }
            memory.bytes -= bytes.count
            return bytes
        }
    }

    /// All of a small file, fetched now unless it is remembered; nil when there is no room for it.
    private func whole(_ file: RemoteFile, _ name: FileName) async throws -> [UInt8]? {
        let (known, room) = memory.withLock { ($0.files[name], Self.mostBytes - $0.bytes) }
        if let known, known.count == file.size.bytes { return known }
        guard known == nil, file.size <= Self.mostWhole, file.size.bytes <= Int64(room) else { return nil }
        let response = try await hub.open(file, of: name.repository, commit: name.commit, range: nil)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(file.size.bytes))
        for try await buffer in response.body { bytes += buffer.readableBytesView }
        guard bytes.count == file.size.bytes else { return nil }
        remember(bytes, of: name)
        return bytes
    }

    private static func response(
        _ bytes: ArraySlice<UInt8>, from start: Int64, of file: RemoteFile, size: Int
    ) -> FileResponse {
        let buffer = ByteBuffer(bytes: bytes)
        let once = AsyncStream<ByteBuffer> { stream in
            stream.yield(buffer)
            stream.finish()
        }
        return FileResponse(
            start: start, total: Int64(size), etag: nil,
            body: FileBody(once, file: file.path.text, limit: Int64(bytes.count), promised: Int64(bytes.count)))
    }
}
