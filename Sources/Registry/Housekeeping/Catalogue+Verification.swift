import Blobs
package import Domain
import Storage
package import Wire

extension Catalogue {
    /// Re-hashes every blob that is referred to, or those of one model, and names what is wrong and who needs it.
    ///
    /// - Parameters:
    ///   - reading: told while bytes are read how many of all are; it must not take long.
    ///   - progress: told after each blob.
    package func verify(
        only repository: RepositoryID? = nil,
        reading: (@Sendable (_ done: ByteCount, _ of: ByteCount) -> Void)? = nil,
        progress: @Sendable (_ done: Int, _ of: Int, _ bytes: ByteCount) async -> Void
    ) async throws -> VerifyReport {
        var report = VerifyReport(checked: 0, bytes: 0, damaged: [])
        do {
            try await verify(repository, into: &report, reading: reading, progress: progress)
        } catch {
            // What was found is not forgotten because the rest was not looked at. The first error says more.
            if !report.damaged.isEmpty { try? await record(report, of: repository?.path, isWhole: false) }  // as said
            throw error
        }
        // On a full disk the report still counts.
        try? await record(report, of: repository?.path, isWhole: true)  // as said above
        return report
    }

    private func verify(
        _ repository: RepositoryID?, into report: inout VerifyReport,
        reading: (@Sendable (_ done: ByteCount, _ of: ByteCount) -> Void)?,
        progress: @Sendable (_ done: Int, _ of: Int, _ bytes: ByteCount) async -> Void
    ) async throws {
        let wanted = try await digests(of: repository)
        let all = wanted.map(\.1).total()
        for (digest, size) in wanted {
            let before = ByteCount(report.bytes)
            let check = try await blobs.verify(digest) { reading?(before + $0, all) }
            report.checked += 1
            report.bytes += size.bytes
            let now = now()
            if let wrong = DamagedBlob(digest, check, usedBy: try await users(of: digest)) {
                // Removed since the list was made: nobody misses it.
                if wrong.usedBy.isEmpty { continue }
                report.damaged.append(wrong)
                // Without its row the blob is neither served nor packaged, and the next pull fetches it again.
                try await disown(digest, wrong)
            } else {
                // When it was last right is good to know, but no reason to fail, on a full disk say.
                _ = try? await database.write {  // as said above
                    try $0.run("UPDATE blobs SET checked_at = \(now) WHERE digest = \(digest.hex)")
                }
            }
            await progress(report.checked, wanted.count, ByteCount(report.bytes))
        }
    }

    /// Forgets that a blob is here, and says so in the history of the models that show it.
    private func disown(_ digest: Digest, _ wrong: DamagedBlob) async throws {
        let now = now()
        try await database.write { session in
            try session.run("DELETE FROM blobs WHERE digest = \(digest.hex)")
            try session.run(
                """
                INSERT INTO model_events (at, model, event, detail)
                SELECT DISTINCT \(now), m.name, 'damaged', \("\(digest.hex) \(wrong.detail)")
                FROM files f JOIN versions v ON v.id = f.version_id JOIN models m ON m.id = v.model_id
                WHERE f.digest = \(digest.hex)
                """)
        }
    }

    private func digests(of repository: RepositoryID?) async throws -> [(Digest, ByteCount)] {
        let rows = try await database.read { session in
            guard let repository else {
                return try session.rows(
                    "SELECT DISTINCT digest, size FROM files WHERE digest IS NOT NULL ORDER BY digest")
            }
            return try session.rows(
                """
                SELECT DISTINCT f.digest, f.size FROM files f JOIN versions v ON v.id = f.version_id
                JOIN models m ON m.id = v.model_id WHERE f.digest IS NOT NULL AND m.name = \(repository.path)
                AND m.kind = \(repository.kind.rawValue) ORDER BY f.digest
                """)
        }
        return try rows.compactMap { row in
            try Digest(try row.text("digest")).map { ($0, ByteCount(try row.integer("size"))) }
        }
    }

    private func users(of digest: Digest) async throws -> [String] {
        let rows = try await database.read { session in
            try session.rows(
                """
                SELECT m.name, v.commit_id, f.path FROM files f JOIN versions v ON v.id = f.version_id
                JOIN models m ON m.id = v.model_id WHERE f.digest = \(digest.hex) ORDER BY m.name, f.path LIMIT 100
                """)
        }
        return try rows.map { "\(try $0.text("name"))@\(try $0.text("commit_id").prefix(7)) \(try $0.text("path"))" }
    }
}

extension DamagedBlob {
    /// Nil for a blob that is what its name says.
    fileprivate init?(_ digest: Digest, _ check: BlobCheck, usedBy: [String]) {
        let (state, detail): (String, String)
        switch check {
        case .ok: return nil
        case .damaged(let found, let size): (state, detail) = ("damaged", "holds \(size) that hash to \(found)")
        case .missing: (state, detail) = ("missing", "the file is gone")
        case .unreadable(let problem): (state, detail) = ("unreadable", problem.message)
        }
        self.init(sha256: digest.hex, state: state, detail: detail, usedBy: usedBy)
    }
}
