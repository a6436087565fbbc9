import Storage
package import Wire

extension Catalogue {
    /// What is kept, counted by architecture and task. What is not known is counted under `unknown`.
    package func stats() async throws -> HubModelStats {
        try await database.read { session in
            let total = try session.first(
                """
                SELECT count(*) AS n, COALESCE(SUM(size), 0) AS bytes FROM models
                WHERE kind = 'model' AND current_version IS NOT NULL
                """)
            let byTask = try session.rows(
                """
                SELECT COALESCE(task, 'unknown') AS name, count(*) AS n FROM models
                WHERE kind = 'model' AND current_version IS NOT NULL GROUP BY COALESCE(task, 'unknown')
                """)
            let byArchitecture = try session.rows(
                """
                SELECT COALESCE(v.architecture, 'unknown') AS name, count(*) AS n
                FROM models m JOIN versions v ON v.id = m.current_version
                WHERE m.kind = 'model' GROUP BY COALESCE(v.architecture, 'unknown')
                """)
            func counts(_ rows: [Row]) throws -> [String: Int] {
                Dictionary(try rows.map { (try $0.text("name"), Int(try $0.integer("n"))) }) { first, _ in first }
            }
            return HubModelStats(
                totalModels: Int(try total?.integer("n") ?? 0), totalSizeBytes: try total?.integer("bytes") ?? 0,
                byArchitecture: try counts(byArchitecture), byTask: try counts(byTask))
        }
    }
}
