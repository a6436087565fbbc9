import Blobs
import Domain
import Hub
import NIOCore
import Synchronization
import Wire

/// One version whose bytes are in this house, read as a Hub: what the gate asks when there is no other, or none that may be
/// believed. What a Hub alone knows, such as a history or an owner, it does not have.
struct KeptHub: HubReading {
    /// Where the bytes came from, or the house itself.
    let endpoint: HubEndpoint
    let repository: RepositoryID
    let commit: GitObjectID
    private let files: [HeldFile]
    private let stored: StoredInfo
    private let read = SmallBytes()

    /// Of a card or a configuration; more is not read.
    private static let smallText = ByteCount(8 << 20)

    /// - Parameter stored: what a Hub said when the version was pulled; nothing for what no Hub ever described.
    init(
        _ repository: RepositoryID, at commit: GitObjectID, files: [HeldFile], stored: StoredInfo = StoredInfo(),
        endpoint: HubEndpoint
    ) {
        self.repository = repository
        self.commit = commit
        self.files = files.sorted { $0.path < $1.path }
        self.stored = stored
        self.endpoint = endpoint
    }

    func info(_ asked: RepositoryID, revision: Revision) async throws -> RepositoryInfo {
        try require(asked)
        guard revision.commit == commit || ["main", "HEAD"].contains(revision.name) else {
            throw HubError.revisionNotFound(asked, revision: revision.name)
        }
        let readme = try await text("README.md") ?? []
        var info = RepositoryInfo(asked: asked, summary: summary(readme))
        info.fileNames = files.map(\.path.text)
        info.cardData = stored.cardData
        info.config = stored.config
        info.parameters = stored.parameters.map { RepositoryInfo.Parameters(total: $0, byType: [:]) }
        info.usedStorage = files.map(\.content.size).total()
        info.read(readme: readme, configuration: try await text("config.json"))
        return info
    }

    private func summary(_ readme: [UInt8]) -> RepositorySummary {
        var row = RepositorySummary(id: repository)
        row.commit = commit
        row.gate = Gate(json: .string(stored.gated))
        row.tags = stored.tags
        row.task = stored.task
        row.libraryName = stored.library
        row.downloads = stored.downloads
        row.likes = stored.likes
        row.createdAt = stored.createdAt.flatMap(Timestamp.parse)
        row.lastModified = stored.lastModified.flatMap(Timestamp.parse)
        row.read(readme: readme, paths: files.map(\.path))
        return row
    }

    /// Nil when there is none, or it is larger than any such text.
    private func text(_ path: String) async throws -> [UInt8]? {
        guard let file = files.first(where: { $0.path.text == path }), file.content.size <= Self.smallText else {
            return nil
        }
        return try await bytes(of: file)
    }

    func tree(_ asked: RepositoryID, commit: GitObjectID) async throws -> [RemoteFile] {
        try require(asked)
        return files.map(\.remote)
    }

    func smallFile(
        _ asked: RepositoryID, commit: GitObjectID, path: RepositoryPath, limit: ByteCount
    ) async throws -> [UInt8] {
        let file = try file(at: path, of: asked)
        guard file.content.size <= limit else {
            throw HubError.tooLarge(what: "`\(path)` of `\(asked)`", limit: limit)
        }
        return try await bytes(of: file)
    }

    func open(
        _ file: RemoteFile, of asked: RepositoryID, commit: GitObjectID, range: Range<Int64>?
    ) async throws -> FileResponse {
        let held = try self.file(at: file.path, of: asked)
        let reader = try reader(of: held)
        let size = reader.size.bytes
        let wanted = (range ?? 0..<size).clamped(to: 0..<size)
        return FileResponse(
            start: wanted.lowerBound, total: size, etag: held.content.identity.hex,
            body: FileBody(
                reader.chunks(in: wanted), file: file.path.text, limit: Int64(wanted.count),
                promised: Int64(wanted.count)))
    }

    private func file(at path: RepositoryPath, of asked: RepositoryID) throws -> HeldFile {
        try require(asked)
        guard let file = files.first(where: { $0.path == path }) else {
            throw HubError.entryNotFound(asked, path: path.text)
        }
        return file
    }

    private func require(_ asked: RepositoryID) throws {
        guard asked == repository else {
            throw HubError.repositoryNotFound(asked, host: endpoint.host, anonymous: false)
        }
    }

    private func reader(of file: HeldFile) throws -> BlobReader {
        do {
            return try file.open()
        } catch {
            throw HubError.folder(path: file.path.text, why: Problem(error).message)
        }
    }

    private func bytes(of file: HeldFile) async throws -> [UInt8] {
        if let known = read[file.digest] { return known }
        let reader = try reader(of: file)
        let bytes = Array(try await reader.bytes(in: 0..<reader.size.bytes).readableBytesView)
        read[file.digest] = bytes
        return bytes
    }
}

/// What bytes alone do not tell.
extension KeptHub {
    func commits(_ asked: RepositoryID, revision: Revision, limit: Int) async throws -> [RepositoryCommit] {
        try require(asked)
        throw HubError.folder(path: asked.path, why: "its files are here, its history is not")
    }

    func refs(_ asked: RepositoryID) async throws -> RepositoryRefs {
        try require(asked)
        var refs = RepositoryRefs()
        refs.branches = [.init(name: "main", ref: "refs/heads/main", commit: commit)]
        return refs
    }

    func search(_ query: HubQuery, kind: RepositoryKind) async throws -> HubPage {
        let row = try await info(repository, revision: Revision(commit)).summary
        return HubPage(rows: query.select(from: kind == repository.kind ? [row] : []), next: nil)
    }

    func page(at cursor: HubCursor) async throws -> HubPage {
        throw HubError.malformed(what: "the cursor is not one of what is kept here")
    }
}

/// The small files of a version that were read already: card and configuration are asked for by everybody.
private final class SmallBytes: Sendable {
    /// Of all files together.
    private static let most = 1 << 20
    private let files = Mutex<[Digest: [UInt8]]>([:])

    subscript(digest: Digest) -> [UInt8]? {
        get { files.withLock { $0[digest] } }
        set {
            files.withLock { files in
                guard let newValue, files.values.reduce(newValue.count, { $0 + $1.count }) <= Self.most else { return }
                files[digest] = newValue
            }
        }
    }
}
