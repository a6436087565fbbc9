package import Domain
import NIOCore

extension FolderHub {
    package func smallFile(
        _ repository: RepositoryID, commit: GitObjectID, path: RepositoryPath, limit: ByteCount
    ) async throws -> [UInt8] {
        try await blocking { [self] in
            let snapshot = try snapshot(of: repository, at: Revision(commit))
            guard let file = snapshot.found.first(where: { $0.path == path }) else {
                throw HubError.entryNotFound(repository, path: path.text)
            }
            guard file.size <= limit else {
                throw HubError.tooLarge(what: "`\(path)` of `\(repository)`", limit: limit)
            }
            return try FolderRepository.bytes(of: file)
        }
    }

    /// The file is found by what its bytes must be: a folder that changed since it was listed gives an error, never other
    /// bytes under the old name.
    package func open(
        _ file: RemoteFile, of repository: RepositoryID, commit: GitObjectID, range: Range<Int64>?
    ) async throws -> FileResponse {
        let reader = try await blocking { [self] in
            guard let found = try readable(repository).scan.file(at: file.path) else {
                throw HubError.entryNotFound(repository, path: file.path.text)
            }
            guard found.size == file.size, try index.identity(of: found) == file.content.identity else {
                throw HubError.folder(path: found.absolutePath, why: "changed since it was listed")
            }
            return try FileReader(found)
        }
        let size = file.size.bytes
        let wanted = (range ?? 0..<size).clamped(to: 0..<size)
        return FileResponse(
            start: wanted.lowerBound, total: size, etag: file.content.identity.hex,
            body: FileBody(
                FilePieces(reader: reader, range: wanted, threads: threads), file: file.path.text,
                limit: Int64(wanted.count), promised: Int64(wanted.count)))
    }
}
