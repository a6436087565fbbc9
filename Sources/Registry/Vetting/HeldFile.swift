import Blobs
import Domain
import Hub

/// A file whose bytes are in this house: placed in the store, or staged beside it.
struct HeldFile: Sendable {
    let path: RepositoryPath
    let content: ExpectedContent
    let digest: Digest
    let open: @Sendable () throws -> BlobReader

    var remote: RemoteFile { RemoteFile(path: path, content: content) }
}

extension Catalogue {
    /// The files of a kept version whose bytes are in the store.
    func held(_ version: KeptVersion) -> [HeldFile] {
        version.files.map { file in
            HeldFile(
                path: file.path, content: ExpectedContent(identity: file.identity, size: file.size),
                digest: file.digest, open: { [blobs] in try blobs.open(file.digest) })
        }
    }

    /// Files that have arrived in the store. Throws when the bytes of one are not there.
    func held(_ files: [ArrivingFile], of repository: RepositoryID) async throws -> [HeldFile] {
        let known = try await facts(of: files.map(\.content.identity))
        return try files.map { file in
            guard let facts = known[file.content.identity] else {
                throw RegistryError.fileLost(model: repository.path, path: file.path.text)
            }
            return HeldFile(
                path: file.path, content: file.content, digest: facts.digest,
                open: { [blobs] in try blobs.open(facts.digest) })
        }
    }

    /// Files that arrive, and those the version shows already beside them: what the gate says holds for all of it.
    func held(_ arriving: [HeldFile], with version: KeptVersion?) -> [HeldFile] {
        let paths = Set(arriving.map(\.path))
        return arriving + (version.map(held) ?? []).filter { !paths.contains($0.path) }
    }
}
