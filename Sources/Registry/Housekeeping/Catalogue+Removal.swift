import Blobs
package import Domain
import Storage
package import Wire

extension Catalogue {
    /// Takes a model, or one version of it, out of the catalogue, and frees the bytes nothing else shows.
    package func remove(_ repository: RepositoryID, at revision: Revision? = nil) async throws -> RemoveReport {
        let kept = try await self.kept(repository, at: revision)
        let wasCurrent = try await version(of: repository)?.versionID == kept.versionID
        let gate = try await blobs.holdForPruning()
        defer { withExtendedLifetime(gate) {} }
        let (removed, freeable, shared) = try await database.write { session in
            let digests = try shownDigests(of: kept, onlyVersion: revision != nil, session)
            let removed = try takeOut(kept, onlyVersion: revision != nil, session)
            let free = try digests.filter { try !isShown($0.digest, session) }
            for blob in free { try session.run("DELETE FROM blobs WHERE digest = \(blob.digest.hex)") }
            let shared = digests.filter { !free.contains($0) }.map(\.size).total()
            return (removed, free, shared)
        }
        if wasCurrent, let next = try await version(of: repository) { try await describe(by: next) }
        var freed = ByteCount.zero
        for blob in freeable { freed += try blobs.remove(blob.digest) }
        return RemoveReport(removed: removed, freedBytes: freed.bytes, sharedBytes: shared.bytes)
    }

    private func shownDigests(
        of kept: KeptVersion, onlyVersion: Bool, _ session: any DatabaseSession
    ) throws -> Set<NamedBytes> {
        let which: SQL = onlyVersion ? "v.id = \(kept.versionID)" : "v.model_id = \(kept.modelID)"
        let rows = try session.rows(
            """
            SELECT DISTINCT f.digest, f.size FROM files f JOIN versions v ON v.id = f.version_id
            WHERE f.digest IS NOT NULL AND \(which)
            """)
        return try Set(
            rows.compactMap { row in
                guard let digest = Digest(try row.text("digest")) else { return nil }
                return NamedBytes(digest: digest, size: ByteCount(try row.integer("size")))
            })
    }

    private func isShown(_ digest: Digest, _ session: any DatabaseSession) throws -> Bool {
        try session.first("SELECT 1 AS one FROM files WHERE digest = \(digest.hex) LIMIT 1") != nil
    }

    /// Deletes the rows; a model whose last version goes, goes with it.
    private func takeOut(_ kept: KeptVersion, onlyVersion: Bool, _ session: any DatabaseSession) throws -> [String] {
        let name = kept.repository.path
        let others = try session.rows(
            """
            SELECT id FROM versions WHERE model_id = \(kept.modelID) AND id <> \(kept.versionID)
            AND state = \(VersionState.whole.rawValue) ORDER BY quarantined, kept_at DESC
            """)
        if onlyVersion, let newest = try others.first?.integer("id") {
            try session.run("DELETE FROM versions WHERE id = \(kept.versionID)")
            try session.run(
                """
                UPDATE models SET current_version = \(newest), size = (SELECT size FROM versions WHERE id = \(newest))
                WHERE id = \(kept.modelID) AND current_version = \(kept.versionID)
                """)
            try log("removed", kept.repository, detail: kept.commit.hex, at: now(), session)
            return ["\(name)@\(kept.commit.hex)"]
        }
        try session.run(texts.remove(id: kept.modelID))
        try session.run(names.remove(id: kept.modelID))
        try session.run("DELETE FROM models WHERE id = \(kept.modelID)")
        try log("removed", kept.repository, detail: "all versions", at: now(), session)
        return [name]
    }
}

/// A blob by name and size.
struct NamedBytes: Hashable, Sendable {
    let digest: Digest
    let size: ByteCount
}
