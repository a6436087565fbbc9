import Domain
import Storage
import Wire

extension ModelSummary {
    /// What a query must select, from `models m` and `versions v`, to make a summary.
    static var columns: String {
        """
        m.id AS model_id, v.id AS id, v.info, m.name, m.kind, m.task, m.library, m.license, m.downloads, m.likes, m.made_at,
        m.changed_at, m.size, v.commit_id, v.revision,
        v.quantisation, v.file_count, v.source, v.kept_at, \(GateColumns.text)
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
            keptAt: Moment.text(try row.integer("kept_at")), quarantined: try row.bool("quarantined"),
            verdict: try VerdictSummary(row))
    }
}

/// What the gate says of a version, as a query of `versions v` selects it.
///
/// The verdict is looked up by its key for the rows that are shown, and nothing is joined: lists stay as fast as without it.
enum GateColumns {
    static let text = """
        v.quarantined, v.quarantine_reason,
        (SELECT d.decision FROM verdicts d WHERE d.id = v.verdict_id) AS decision,
        (SELECT d.policy FROM verdicts d WHERE d.id = v.verdict_id) AS policy,
        (SELECT d.reason FROM verdicts d WHERE d.id = v.verdict_id) AS decision_reason,
        (SELECT d.decided_at FROM verdicts d WHERE d.id = v.verdict_id) AS decided_at
        """
}

extension VerdictSummary {
    /// Nil when the gate was never asked.
    init?(_ row: Row) throws {
        guard let text = try row.optionalText("decision"), let decision = Decision(rawValue: text) else { return nil }
        self.init(
            decision: decision, policy: try row.text("policy"), reason: try row.text("decision_reason"),
            decidedAt: Moment.text(try row.integer("decided_at")))
    }
}
