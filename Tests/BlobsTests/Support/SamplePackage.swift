import Blobs
import Domain
import SystemPackage
import Testing

/// Files of a small model, in the store.
struct SamplePackage {
    static let files: [(path: String, bytes: [UInt8])] = [
        ("config.json", Array("{}\n".utf8)),
        ("empty.txt", []),
        ("model.safetensors", patterned(1_500_000)),
        ("sub/folder/weights.gguf", patterned(70_000, seed: 2)),
        ("sub/copy of config.json", Array("{}\n".utf8)),
        ("é/ünï.txt", patterned(10, seed: 3)),
    ]

    let manifest: PackageManifest
    let layout: PackageLayout

    /// Keeps the files and lays the package out.
    init(in store: BlobStore, files: [(path: String, bytes: [UInt8])] = Self.files) async throws {
        var entries: [PackageEntry] = []
        var listed: [PackagedFile] = []
        for (text, bytes) in files {
            let path = try #require(RepositoryPath(text))
            let staged = try await store.stage(bytes: bytes, gitBlob: true)
            try await store.commit([staged])
            entries.append(PackageEntry(path: path, facts: staged.facts))
            listed.append(
                PackagedFile(
                    path: path, size: staged.facts.size, sha256: staged.facts.digest, gitOid: staged.gitBlob))
        }
        manifest = try Self.manifest(of: listed)
        layout = try PackageLayout(entries: entries, manifest: try manifest.encoded())
    }

    static func manifest(of files: [PackagedFile]) throws -> PackageManifest {
        PackageManifest(
            repository: try #require(RepositoryID("org/name")), revision: .main,
            commit: GitObjectID(String(repeating: "a", count: 40)), source: "https://hub.example/org/name",
            licence: "apache-2.0", createdBy: "roost test", files: files)
    }
}

extension PackageLayout {
    /// Where the bytes of an entry begin in the package.
    func dataOffset(of blob: Digest) throws -> Int64 {
        var position: Int64 = 0
        for piece in pieces() {
            if case .blob(blob, _, _) = piece { return position }
            position += piece.length
        }
        throw Problem(.notFound, "no such entry")
    }
}
