import Blobs
import Domain
import Storage
package import Wire

extension Catalogue {
    /// Removes what nothing refers to: blobs without a file, and downloads that nobody goes on with.
    ///
    /// - Parameter keepPartialsFor: how long an unfinished pull or download may rest before it counts as abandoned.
    package func prune(dryRun: Bool, keepPartialsFor age: Duration = .seconds(7 * 86_400)) async throws -> PruneReport {
        let gate = try await blobs.holdForPruning()
        defer { withExtendedLifetime(gate) {} }
        var report = PruneReport(dryRun: dryRun, blobs: 0, freedBytes: 0, abandonedDownloads: 0)
        let abandoned = now() - age.components.seconds * 1000
        if !dryRun { try await forgetPulls(begunBefore: abandoned) }
        let shown = try await referencedDigests(countingPullsSince: abandoned)
        for entry in blobs.list() {
            guard case .blob(let digest, let size) = entry, !shown.contains(digest) else { continue }
            report.blobs += 1
            report.freedBytes += size.bytes
            if dryRun { continue }
            try blobs.remove(digest)
            _ = try await database.write { try $0.run("DELETE FROM blobs WHERE digest = \(digest.hex)") }
        }
        if !dryRun {
            let cleaning = try blobs.cleanPartial(olderThan: age)
            report.abandonedDownloads = cleaning.files
            report.freedBytes += cleaning.bytes.bytes
        }
        return report
    }

    /// The digests some file refers to, those of pulls that were begun since a moment included.
    func referencedDigests(countingPullsSince begun: Int64 = .min) async throws -> Set<Digest> {
        let rows = try await database.read { session in
            try session.rows(
                """
                SELECT DISTINCT f.digest FROM files f JOIN versions v ON v.id = f.version_id WHERE f.digest IS NOT NULL
                AND (v.started_at >= \(begun) OR (f.chosen = \(Chosen.here.rawValue) AND v.state = \(VersionState.whole.rawValue)))
                """)
        }
        return try Set(rows.compactMap { Digest(try $0.text("digest")) })
    }

    /// Takes out what pulls brought that were begun long ago and neither finished nor asked for again.
    private func forgetPulls(begunBefore moment: Int64) async throws {
        try await database.write { session in
            try session.run(
                "DELETE FROM versions WHERE state = \(VersionState.fetching.rawValue) AND started_at < \(moment)")
            try session.run(
                """
                UPDATE files SET chosen = \(Chosen.not.rawValue), digest = NULL WHERE chosen = \(Chosen.arriving.rawValue)
                AND version_id IN (SELECT id FROM versions WHERE started_at < \(moment))
                """)
            try session.run(
                """
                DELETE FROM models WHERE current_version IS NULL
                AND NOT EXISTS (SELECT 1 FROM versions v WHERE v.model_id = models.id)
                """)
        }
    }

    /// What the store holds and what sharing saves.
    package func diskReport() async throws -> DiskReport {
        let shown = try await referencedDigests()
        var count = 0
        var all = ByteCount.zero
        var referenced = ByteCount.zero
        for case .blob(let digest, let size) in blobs.list() {
            count += 1
            all += size
            if shown.contains(digest) { referenced += size }
        }
        let sums = try await database.read { session in
            try session.first(
                """
                SELECT (SELECT COALESCE(SUM(size), 0) FROM files WHERE digest IS NOT NULL) AS logical,
                (SELECT count(*) FROM models WHERE current_version IS NOT NULL) AS models,
                (SELECT count(*) FROM versions WHERE state = \(VersionState.whole.rawValue)) AS versions
                """)
        }
        return DiskReport(
            blobs: count, blobBytes: all.bytes, referencedBytes: referenced.bytes,
            unreferencedBytes: (all - referenced).bytes, partialBytes: try blobs.partialBytes().bytes,
            logicalBytes: try sums?.integer("logical") ?? 0, freeBytes: try blobs.freeSpace().bytes,
            models: Int(try sums?.integer("models") ?? 0), versions: Int(try sums?.integer("versions") ?? 0))
    }
}
