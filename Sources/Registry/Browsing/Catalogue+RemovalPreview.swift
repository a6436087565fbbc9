import Domain
import Storage
import Wire

extension Catalogue {
    private static let dependantsNamed = 20
    private static let dependantsCounted: Int64 = 1000

    /// What `remove` would take away, counted as it counts, without doing it.
    ///
    /// - Parameter onlyVersion: this version, and not the whole model.
    package func removal(of version: ModelHeadline, onlyVersion: Bool) async throws -> RemovalPreview {
        // With its last version a model goes whole.
        let onlyVersion = onlyVersion && version.versions > 1
        return try await database.read { session in
            let (freed, shared) = try bytes(of: version, onlyVersion: onlyVersion, session)
            let dependants = onlyVersion ? [] : try dependants(of: version, session)
            return RemovalPreview(
                versions: onlyVersion ? 1 : version.versions, freedBytes: freed, sharedBytes: shared,
                dependants: Array(dependants.prefix(Self.dependantsNamed)), dependantCount: dependants.count)
        }
    }

    private func bytes(
        of version: ModelHeadline, onlyVersion: Bool, _ session: any DatabaseSession
    ) throws -> (freed: Int64, shared: Int64) {
        let model: SQL = "(SELECT model_id FROM versions WHERE id = \(version.versionID))"
        let goes: SQL = onlyVersion ? "v.id = \(version.versionID)" : "v.model_id = \(model)"
        let stays: SQL = onlyVersion ? "o.id <> \(version.versionID)" : "o.model_id <> \(model)"
        let row = try session.first(
            """
            SELECT COALESCE(SUM(CASE WHEN b.stays = 1 THEN 0 ELSE b.size END), 0) AS freed,
            COALESCE(SUM(CASE WHEN b.stays = 1 THEN b.size ELSE 0 END), 0) AS shared FROM (
                SELECT d.size AS size, CASE WHEN EXISTS (SELECT 1 FROM files f JOIN versions o ON o.id = f.version_id
                 WHERE f.digest = d.digest AND \(stays)) THEN 1 ELSE 0 END AS stays FROM (
                    SELECT DISTINCT f.digest AS digest, f.size AS size FROM files f JOIN versions v
                    ON v.id = f.version_id WHERE f.digest IS NOT NULL AND \(goes)) AS d) AS b
            """)
        return (try row?.integer("freed") ?? 0, try row?.integer("shared") ?? 0)
    }

    private func dependants(of version: ModelHeadline, _ session: any DatabaseSession) throws -> [String] {
        let (name, kind) = (version.summary.name, version.summary.kind)
        let tags = Self.childTags(of: name, kind: RepositoryKind(rawValue: kind) ?? .model)
        let rows = try session.rows(
            """
            SELECT DISTINCT m.name FROM model_tags t JOIN models m ON m.id = t.model_id
            WHERE t.tag IN \(list: tags) AND m.current_version IS NOT NULL
            AND NOT (m.name = \(name) AND m.kind = \(kind)) ORDER BY m.name LIMIT \(Self.dependantsCounted)
            """)
        return try rows.map { try $0.text("name") }
    }
}
