package import Domain
import Hub
import Storage
package import Wire

extension Catalogue {
    /// The head of a version's page, from one row: it costs the same however many files there are.
    ///
    /// Throws `RegistryError` when the model, or this version of it, is not kept.
    package func headline(of repository: RepositoryID, at revision: Revision? = nil) async throws -> ModelHeadline {
        let row = try await database.read { session in
            try session.first(
                """
                SELECT \(raw: ModelSummary.columns), m.tags, m.current_version, v.size AS version_size, v.selection,
                v.architecture, v.parameters, v.context_length, (SELECT count(*) FROM versions w
                 WHERE w.model_id = m.id AND w.state = \(VersionState.whole.rawValue)) AS version_count
                FROM models m JOIN versions v ON v.model_id = m.id
                WHERE m.kind = \(repository.kind.rawValue) AND m.name = \(repository.path)
                AND v.state = \(VersionState.whole.rawValue) AND \(Self.isVersion(revision))
                ORDER BY v.kept_at DESC LIMIT 1
                """)
        }
        guard let row else {
            throw RegistryError.notKept(repository, at: revision)
        }
        return try ModelHeadline(row)
    }

    /// A page of the files of a version, by path; also those that the Hub lists and nobody chose.
    ///
    /// - Returns: the files, and the path to go on behind; nil on the last page.
    package func files(
        of version: ModelHeadline, after path: String?, limit: Int
    ) async throws -> (files: [ModelFile], next: String?) {
        let rows = try await fileRows(of: version.versionID, after: path ?? "", limit: limit + 1)
        let files = try rows.prefix(limit).map { try ModelFile($0) }
        return (files, rows.count > limit ? files.last?.path : nil)
    }
}

extension ModelHeadline {
    init(_ row: Row) throws {
        var summary = try ModelSummary(row)
        let versionID = try row.integer("id")
        let isCurrent = try row.optionalInteger("current_version") == versionID
        var tags = try WireJSON.decode([String].self, from: try row.text("tags"))
        if !isCurrent {
            // The row of the model tells of its current version.
            let info = StoredInfo(stored: try row.text("info"))
            tags = info.tags
            summary.task = info.task
            summary.library = info.library
            summary.license = info.tags.licence
        }
        summary.sizeBytes = try row.integer("version_size")
        self.init(
            summary: summary, isCurrent: isCurrent, versions: Int(try row.integer("version_count")), tags: tags,
            architecture: try row.optionalText("architecture"), parameters: try row.optionalInteger("parameters"),
            contextLength: try row.optionalInteger("context_length"), selection: try row.text("selection"),
            quarantine: summary.quarantined ? try row.optionalText("quarantine_reason") ?? "kept apart" : nil,
            versionID: versionID)
    }
}
