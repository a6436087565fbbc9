package import Blobs
package import Domain
package import Storage

/// The catalogue of kept models, versions and files: what may be read of it.
package struct Catalogue: Sendable {
    package let database: any Database
    package let blobs: BlobStore
    /// Milliseconds since 1970.
    let now: @Sendable () -> Int64
    let texts: any FullTextIndex
    let names: any SubstringIndex

    package init(database: any Database, blobs: BlobStore, now: @escaping @Sendable () -> Int64) {
        self.database = database
        self.blobs = blobs
        self.now = now
        texts = MigrationSet.texts(database.dialect)
        names = MigrationSet.names(database.dialect)
    }

    /// The one kept model that a name means: in full, or only its last part when that is unambiguous.
    package func resolve(_ name: String, kind: RepositoryKind? = nil) async throws -> RepositoryID {
        let rows = try await database.read { session in
            let kindIs: SQL = kind.map { " AND kind = \($0.rawValue)" } ?? ""
            return try session.rows(
                """
                SELECT name, kind FROM models WHERE (name = \(name) OR short_name = \(name))
                AND current_version IS NOT NULL\(kindIs)
                ORDER BY CASE WHEN name = \(name) THEN 0 ELSE 1 END, name, kind DESC LIMIT 20
                """)
        }
        let found = try rows.compactMap { row in
            RepositoryID(try row.text("name"), kind: RepositoryKind(rawValue: try row.text("kind")) ?? .model)
        }
        if let exact = found.first(where: { $0.path == name }) { return exact }
        guard let first = found.first else { throw RegistryError.notKept(name) }
        guard found.count == 1 else { throw RegistryError.ambiguous(name, candidates: found.map(\.path)) }
        return first
    }

    /// A whole version with its files: the current one, or the one at a revision or the beginning of a commit.
    package func version(of repository: RepositoryID, at revision: Revision? = nil) async throws -> KeptVersion? {
        try await database.read { session in
            try version(of: repository, where: Self.isVersion(revision), session)
        }
    }

    /// The version of exactly this commit, when it is whole.
    func version(of repository: RepositoryID, exactly commit: GitObjectID) async throws -> KeptVersion? {
        try await versions(exactly: [CommitName(repository: repository, commit: commit)])[0]
    }

    /// The versions of exactly these commits, by one look into the database; nil for each that is not whole.
    func versions(exactly names: [CommitName]) async throws -> [KeptVersion?] {
        try await database.read { session in
            try names.map {
                try version(of: $0.repository, where: "v.commit_id = \($0.commit.hex)", session)
            }
        }
    }

    private func version(
        of repository: RepositoryID, where condition: SQL, _ session: any DatabaseSession
    ) throws -> KeptVersion? {
        let row = try session.first(
            """
            SELECT v.id, v.model_id, v.commit_id, v.revision, v.source, v.kept_at, v.info, m.license,
            v.quarantined, v.quarantine_reason
            FROM versions v JOIN models m ON m.id = v.model_id
            WHERE m.kind = \(repository.kind.rawValue) AND m.name = \(repository.path)
            AND v.state = \(VersionState.whole.rawValue) AND \(condition) ORDER BY v.kept_at DESC LIMIT 1
            """)
        return try row.map { try KeptVersion($0, repository, rows: try fileRows(try $0.integer("id"), session)) }
    }

    /// Which of the versions `v` of a model `m` is meant.
    static func isVersion(_ revision: Revision?) -> SQL {
        guard let revision, revision.name != "HEAD" else { return "v.id = m.current_version" }
        // A name that was given on its own is newer than the one of a pull; see `Catalogue+Names`.
        return """
            (v.commit_id = \(revision.name)
            OR v.id = (SELECT n.version_id FROM version_names n WHERE n.model_id = m.id AND n.name = \(revision.name))
            OR (v.revision = \(revision.name)
            AND NOT EXISTS (SELECT 1 FROM version_names n WHERE n.model_id = m.id AND n.name = \(revision.name)))
            OR (length(\(revision.name)) >= 7 AND substr(v.commit_id, 1, length(\(revision.name))) = \(revision.name)))
            """
    }

    private func fileRows(_ version: Int64, _ session: any DatabaseSession) throws -> [Row] {
        try session.rows(
            """
            SELECT f.path, f.identity, f.digest, f.size, b.crc32 FROM files f LEFT JOIN blobs b ON b.digest = f.digest
            WHERE f.version_id = \(version) AND f.chosen = \(Chosen.here.rawValue) ORDER BY f.path
            """)
    }
}

/// A version by what never changes.
struct CommitName: Sendable, Hashable {
    let repository: RepositoryID
    let commit: GitObjectID
}
