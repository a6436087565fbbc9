package import Blobs
package import Domain
import Hub
import NIOCore
import Storage
package import Wire

extension Catalogue {
    /// As much of a card as is shown.
    private static let mostCardBytes: Int64 = 1 << 20

    /// The files of a version, by path; also those that the Hub lists and nobody chose.
    package func files(
        of repository: RepositoryID, at revision: Revision? = nil, _ page: PageWish = PageWish(limit: PageWish.most)
    ) async throws -> ModelFilePage {
        let version = try await kept(repository, at: revision)
        let rows = try await fileRows(of: version.versionID, after: page.cursor ?? "", limit: page.limit + 1)
        let shown = rows.prefix(page.limit)
        let files = try shown.map { try ModelFile($0) }
        return ModelFilePage(
            model: repository.path, kind: repository.kind.rawValue, commit: version.commit.hex,
            quarantined: version.isQuarantined, files: files,
            next: rows.count > page.limit ? files.last?.path : nil)
    }

    /// One kept file, to be read in ranges. A version that is kept apart gives none.
    package func file(
        at path: RepositoryPath, of repository: RepositoryID, at revision: Revision? = nil
    ) async throws -> (version: KeptVersion, reader: BlobReader) {
        let version = try await kept(repository, at: revision)
        try version.require(.download)
        guard let file = version.files.first(where: { $0.path == path }) else {
            guard !version.lost.contains(path.text) else {
                throw RegistryError.fileLost(model: repository.path, path: path.text)
            }
            throw RegistryError.fileNotKept(model: repository.path, path: path.text)
        }
        return (version, try blobs.open(file.digest))
    }

    /// The card of a version. It is text about the model, so it is shown of what is kept apart too.
    package func card(of repository: RepositoryID, at revision: Revision? = nil) async throws -> CardView {
        let version = try await kept(repository, at: revision)
        guard let file = version.files.first(where: { $0.path.text == "README.md" }) else {
            throw RegistryError.fileNotKept(model: repository.path, path: "README.md")
        }
        let reader = try blobs.open(file.digest)
        let bytes = try await reader.bytes(in: 0..<min(reader.size.bytes, Self.mostCardBytes))
        let card = ModelCard(Array(bytes.readableBytesView))
        return CardView(
            model: repository.path, kind: repository.kind.rawValue, commit: version.commit.hex,
            frontMatter: card.frontMatter, markdown: card.body, problem: card.problem,
            truncated: reader.size.bytes > Self.mostCardBytes)
    }

    /// The current version, or the one at a revision. Throws `RegistryError` when it is not kept.
    package func kept(_ repository: RepositoryID, at revision: Revision? = nil) async throws -> KeptVersion {
        if let version = try await version(of: repository, at: revision) { return version }
        throw RegistryError.notKept(repository, at: revision)
    }

    func fileRows(of version: Int64, after path: String, limit: Int) async throws -> [Row] {
        try await database.read { session in
            try session.rows(
                """
                SELECT path, size, identity, digest, chosen FROM files WHERE version_id = \(version) AND path > \(path)
                ORDER BY path LIMIT \(Int64(limit))
                """)
        }
    }
}

extension ModelFile {
    init(_ row: Row) throws {
        let identity = ContentIdentity(stored: try row.text("identity"))
        let path = try row.text("path")
        var (git, sha): (String?, String?) = (nil, try row.optionalText("digest"))
        switch identity {
        case .gitBlob(let id): git = id.hex
        case .sha256(let digest): sha = sha ?? digest.hex
        case nil: break
        }
        let isKept = try row.integer("chosen") == Chosen.here.rawValue
        self.init(
            path: path, sizeBytes: try row.integer("size"), sha256: sha, gitOid: git, role: ModelFileRole(path: path),
            kept: isKept)
    }
}
