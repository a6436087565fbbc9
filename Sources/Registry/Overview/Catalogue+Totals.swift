import Storage

/// How much the house holds, counted at one moment.
package struct HouseTotals: Sendable, Hashable {
    package let models: Int
    package let datasets: Int
    package let versions: Int
    /// Bytes of the proved blobs.
    package let storedBytes: Int64
    /// What all versions would take if nothing were shared.
    package let versionBytes: Int64
    /// Milliseconds since 1970.
    package let countedAt: Int64
    /// Whether something was kept or removed since.
    package var isBehind = false
}

extension Catalogue {
    /// Another number whenever a version was kept, removed or found damaged, by whatever process: the newest line of
    /// the history.
    package func latestEvent() async throws -> Int64 {
        try await database.read { session in
            try session.first("SELECT COALESCE(max(id), 0) AS newest FROM model_events").orMissing("model_events")
                .integer("newest")
        }
    }

    /// Counts from indices alone: at 100,000 models and a million blobs some tenths of a second.
    package func totals() async throws -> HouseTotals {
        let now = now()
        return try await database.read { session in
            let row = try session.first(
                """
                SELECT
                (SELECT count(*) FROM models WHERE kind = 'model' AND current_version IS NOT NULL) AS models,
                (SELECT count(*) FROM models WHERE kind = 'dataset' AND current_version IS NOT NULL) AS datasets,
                (SELECT count(*) FROM versions WHERE state = 'whole') AS versions,
                (SELECT COALESCE(SUM(size), 0) FROM versions WHERE state = 'whole') AS bytes,
                (SELECT COALESCE(SUM(size), 0) FROM blobs) AS stored
                """
            ).orMissing("models")
            return HouseTotals(
                models: Int(try row.integer("models")), datasets: Int(try row.integer("datasets")),
                versions: Int(try row.integer("versions")), storedBytes: try row.integer("stored"),
                versionBytes: try row.integer("bytes"), countedAt: now)
        }
    }
}
