package import Domain
import Storage
package import Wire

extension Catalogue {
    /// The kept versions of a model, the newest first, also those that are kept apart.
    package func versions(of repository: RepositoryID, _ page: PageWish = PageWish()) async throws -> VersionPage {
        let before = try page.position() ?? .max
        let rows = try await database.read { session in
            let model = try session.first(
                """
                SELECT id, current_version FROM models WHERE kind = \(repository.kind.rawValue)
                AND name = \(repository.path) AND current_version IS NOT NULL
                """)
            guard let model else { throw RegistryError.notKept(repository.path) }
            let current = try model.integer("current_version")
            return try session.rows(
                """
                SELECT v.id, v.commit_id, v.revision, v.selection, v.size, v.file_count, v.source, v.kept_at,
                CASE WHEN v.id = \(current) THEN 1 ELSE 0 END AS is_current, \(raw: GateColumns.text) FROM versions v
                WHERE v.model_id = \(try model.integer("id")) AND v.state = \(VersionState.whole.rawValue)
                AND v.id < \(before) ORDER BY v.id DESC LIMIT \(Int64(page.limit + 1))
                """)
        }
        let shown = rows.prefix(page.limit)
        let next = rows.count > page.limit ? try shown.last.map { String(try $0.integer("id")) } : nil
        return VersionPage(
            model: repository.path, kind: repository.kind.rawValue, versions: try shown.map(VersionSummary.init),
            next: next)
    }

    /// What happened to a model here, the newest first; also to one that is gone. Throws `notKept` when nothing ever did.
    package func happened(to repository: RepositoryID, _ page: PageWish = PageWish()) async throws -> ModelHistory {
        let before = try page.position() ?? .max
        let rows = try await database.read { session in
            try session.rows(
                """
                SELECT id, at, event, detail FROM model_events WHERE model = \(repository.path) AND id < \(before)
                ORDER BY id DESC LIMIT \(Int64(page.limit + 1))
                """)
        }
        if rows.isEmpty, page.cursor == nil { throw RegistryError.notKept(repository.path) }
        let shown = rows.prefix(page.limit)
        let next = rows.count > page.limit ? try shown.last.map { String(try $0.integer("id")) } : nil
        return ModelHistory(
            model: repository.path,
            events: try shown.map { row in
                ModelHistory.Event(
                    at: Moment.text(try row.integer("at")), event: try row.text("event"), detail: try row.text("detail")
                )
            }, next: next)
    }
}

extension VersionSummary {
    fileprivate init(_ row: Row) throws {
        self.init(
            commit: try row.text("commit_id"), revision: try row.text("revision"),
            selection: try row.text("selection"), sizeBytes: try row.integer("size"),
            files: Int(try row.integer("file_count")), source: try row.text("source"),
            keptAt: Moment.text(try row.integer("kept_at")), current: try row.bool("is_current"),
            quarantined: try row.bool("quarantined"), verdict: try VerdictSummary(row))
    }
}
