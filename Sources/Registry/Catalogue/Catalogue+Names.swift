import Domain
import Storage

/// The names of versions. The row of a version has the one it was pulled as last; `version_names` has every other: a tag of a
/// commit that was here already, or the branch by which a version came before it was pulled as a tag.
extension Catalogue {
    /// Calls a kept version so from now on. What was called so before is not any more.
    func call(_ version: KeptVersion, _ name: Revision) async throws {
        guard name.name != version.revision, name.commit == nil else { return }
        let known = try await database.read { session in
            try session.first(
                """
                SELECT version_id FROM version_names
                WHERE model_id = \(version.modelID) AND name = \(name.name)
                """
            ).map { try $0.integer("version_id") }
        }
        guard known != version.versionID else { return }
        _ = try await database.write { session in
            try session.run(
                """
                INSERT INTO version_names (model_id, name, version_id)
                VALUES (\(version.modelID), \(name.name), \(version.versionID))
                ON CONFLICT (model_id, name) DO UPDATE SET version_id = excluded.version_id
                """)
        }
    }

    /// Before the row of a version takes a name: it keeps the one it had, unless that is another's by now.
    ///
    /// - Parameter row: of the version, with `model_id`.
    func keepName(
        _ old: String?, of version: Int64, _ row: Row, beside name: String, _ session: any DatabaseSession
    ) throws {
        let model = try row.integer("model_id")
        // From now on the row says so, and it is the newest that does.
        try session.run("DELETE FROM version_names WHERE model_id = \(model) AND name = \(name)")
        guard let old, old != name, GitObjectID(old) == nil else { return }
        try session.run(
            """
            INSERT INTO version_names (model_id, name, version_id) VALUES (\(model), \(old), \(version))
            ON CONFLICT (model_id, name) DO NOTHING
            """)
    }
}
