package import Domain
import Storage

/// A kept commit of a model.
package struct KeptCommit: Sendable, Hashable {
    package let commit: GitObjectID
    package let source: String
    /// Milliseconds since 1970.
    package let keptAt: Int64
}

extension Catalogue {
    /// The name under which a repository is kept, whatever the letter case or a missing namespace; nil when it is not.
    package func canonical(_ id: RepositoryID) async throws -> RepositoryID? {
        let row: Row? = try await database.read { session in
            let exact = try session.first(
                """
                SELECT name FROM models WHERE kind = \(id.kind.rawValue) AND name = \(id.path) AND current_version IS NOT NULL
                """)
            if let exact { return exact }
            return try session.first(
                """
                SELECT name FROM models WHERE kind = \(id.kind.rawValue) AND lower(name) = \(id.path.lowercased())
                AND current_version IS NOT NULL LIMIT 1
                """)
        }
        return try row.flatMap { RepositoryID(try $0.text("name"), kind: id.kind) }
    }

    /// The kept commits that may be used, the current one first, then the newest.
    package func history(of repository: RepositoryID) async throws -> [KeptCommit] {
        let rows = try await database.read { session in
            try session.rows(
                """
                SELECT v.commit_id, v.source, v.kept_at FROM versions v JOIN models m ON m.id = v.model_id
                WHERE m.kind = \(repository.kind.rawValue) AND m.name = \(repository.path)
                AND v.state = \(VersionState.whole.rawValue) AND v.quarantined = 0
                ORDER BY CASE WHEN v.id = m.current_version THEN 0 ELSE 1 END, v.kept_at DESC LIMIT 1000
                """)
        }
        return try rows.compactMap { row in
            guard let commit = GitObjectID(try row.text("commit_id")) else { return nil }
            return KeptCommit(commit: commit, source: try row.text("source"), keptAt: try row.integer("kept_at"))
        }
    }

    /// The bytes a file of a kept commit that may be used shows.
    package func digest(
        of path: RepositoryPath, in repository: RepositoryID, at commit: GitObjectID
    ) async throws -> Digest? {
        let row = try await database.read { session in
            try session.first(
                """
                SELECT f.digest FROM files f JOIN versions v ON v.id = f.version_id JOIN models m ON m.id = v.model_id
                WHERE m.kind = \(repository.kind.rawValue) AND m.name = \(repository.path) AND v.commit_id = \(commit.hex)
                AND f.path = \(path.text) AND f.chosen = \(Chosen.here.rawValue)
                AND v.quarantined = 0
                """)
        }
        return try row?.optionalText("digest").flatMap { Digest($0) }
    }
}
