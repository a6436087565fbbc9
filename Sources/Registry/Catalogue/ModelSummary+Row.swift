import Domain
import Storage
import Wire

extension ModelSummary {
    /// What a query must select, from `models m` and `versions v`, to make a summary.
    static var columns: String {
        """
        m.id AS model_id, m.name, m.kind, m.task, m.library, m.license, m.downloads, m.likes, m.size, v.commit_id, v.revision,
        v.quantisation, v.file_count, v.source, v.kept_at
        """
    }

    init(_ row: Row) throws {
        self.init(
            name: try row.text("name"), kind: try row.text("kind"), commit: try row.text("commit_id"),
            revision: try row.text("revision"), task: try row.optionalText("task"),
            library: try row.optionalText("library"),
            license: try row.optionalText("license"), quantisation: try row.optionalText("quantisation"),
            sizeBytes: try row.integer("size"), files: Int(try row.integer("file_count")),
            downloads: try row.integer("downloads"), likes: try row.integer("likes"), source: try row.text("source"),
            keptAt: Moment.text(try row.integer("kept_at")))
    }
}
