import Blobs
import Domain
import Storage
import Wire

/// What may not be done with a model that is kept apart.
package enum KeptUse: String, Sendable, Hashable, CaseIterable {
    case run
    case mirror
    case package
    /// Its files, one by one.
    case download
    /// As the model another one is made from.
    case base

    /// In the words of a refusal: `it cannot be packaged`.
    var words: String {
        switch self {
        case .run: "run"
        case .mirror: "mirrored"
        case .package: "packaged"
        case .download: "downloaded"
        case .base: "used as a base"
        }
    }
}

extension KeptVersion {
    /// Whether it is kept apart.
    package var isQuarantined: Bool { quarantine != nil }

    /// Throws when the version is kept apart: then nobody may do this with it.
    package func require(_ use: KeptUse) throws(RegistryError) {
        guard let quarantine else { return }
        throw .quarantined(model: repository.path, reason: quarantine, use: use)
    }
}

extension Catalogue {
    /// Takes back everything of a version that is not let in: its row, and the bytes nobody else shows. Of a version that was
    /// whole before, only what was about to be added goes.
    ///
    /// - Returns: what the disk has gained.
    @discardableResult
    func discard(_ version: Int64) async throws -> ByteCount {
        let gate = try await blobs.holdForPruning()
        defer { withExtendedLifetime(gate) {} }
        let free = try await database.write { session -> [Digest] in
            let row = try session.first("SELECT model_id, state FROM versions WHERE id = \(version)")
            guard let row else { return [] }
            let isWhole = try row.text("state") == VersionState.whole.rawValue
            let which: SQL = isWhole ? " AND chosen = \(Chosen.arriving.rawValue)" : ""
            let rows = try session.rows(
                "SELECT DISTINCT digest FROM files WHERE version_id = \(version) AND digest IS NOT NULL\(which)")
            if isWhole {
                try session.run(
                    """
                    UPDATE files SET chosen = \(Chosen.not.rawValue), digest = NULL
                    WHERE version_id = \(version)\(which)
                    """)
            } else {
                let model = try row.integer("model_id")
                try session.run("DELETE FROM versions WHERE id = \(version)")
                try session.run(
                    """
                    DELETE FROM models WHERE id = \(model) AND current_version IS NULL
                    AND NOT EXISTS (SELECT 1 FROM versions WHERE model_id = \(model))
                    """)
            }
            return try unshown(try rows.compactMap { Digest(try $0.text("digest")) }, session)
        }
        var freed = ByteCount.zero
        for digest in free { freed += try blobs.remove(digest) }
        return freed
    }

    /// The rows of blobs that no file shows go; which those were.
    private func unshown(_ digests: [Digest], _ session: any DatabaseSession) throws -> [Digest] {
        try digests.filter { digest in
            let shown = try session.first("SELECT 1 AS one FROM files WHERE digest = \(digest.hex) LIMIT 1") != nil
            if !shown { try session.run("DELETE FROM blobs WHERE digest = \(digest.hex)") }
            return !shown
        }
    }
}

extension Catalogue {
    /// Writes what the gate said of a version, and which verdict that was.
    func settle(
        _ version: Int64, _ arrival: Arrival, _ settlement: Settlement, _ session: any DatabaseSession
    ) throws {
        let reason: String? = if case .apart(let why) = settlement { why } else { nil }
        let name = VersionName(
            kind: arrival.repository.kind.rawValue, model: arrival.repository.path, commit: arrival.commit.hex)
        try session.run(
            """
            UPDATE versions SET quarantined = \(reason != nil), quarantine_reason = \(reason),
            verdict_id = (SELECT max(id) FROM verdicts WHERE \(name.condition)) WHERE id = \(version)
            """)
    }

    /// Whether a version is kept apart while another of its model may be used: then that one stays the current one.
    func isBehindAnother(_ version: Int64, _ session: any DatabaseSession) throws -> Bool {
        try session.first(
            """
            SELECT 1 AS one FROM versions v JOIN models m ON m.id = v.model_id JOIN versions c ON c.id = m.current_version
            WHERE v.id = \(version) AND v.quarantined = 1 AND c.id <> v.id AND c.quarantined = 0
            """) != nil
    }
}
