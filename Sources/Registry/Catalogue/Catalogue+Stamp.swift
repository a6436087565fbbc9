package import Domain
import Storage

/// A whole version as it is at a moment: whatever changes what is shown of its model gives another stamp.
package struct VersionStamp: Hashable, Sendable {
    package let version: Int64
    /// The last line of the model's history.
    package let event: Int64
    package let isQuarantined: Bool
}

extension Catalogue {
    /// The stamp of the version that `version(of:at:)` would give, for one look into the database; nil when there is none under
    /// exactly this name. It holds across processes, for all of them write the same history.
    package func stamp(of repository: RepositoryID, at revision: Revision? = nil) async throws -> VersionStamp? {
        let row = try await database.read { session in
            try session.first(
                """
                SELECT v.id, v.quarantined,
                (SELECT max(e.id) FROM model_events e WHERE e.model = m.name) AS event
                FROM versions v JOIN models m ON m.id = v.model_id
                WHERE m.kind = \(repository.kind.rawValue) AND m.name = \(repository.path)
                AND m.current_version IS NOT NULL AND v.state = \(VersionState.whole.rawValue)
                AND \(Self.isVersion(revision)) ORDER BY v.kept_at DESC LIMIT 1
                """)
        }
        return try row.map { row in
            VersionStamp(
                version: try row.integer("id"), event: try row.optionalInteger("event") ?? 0,
                isQuarantined: try row.bool("quarantined"))
        }
    }
}
