import Storage

extension MigrationSet {
    /// What the gate keeps: what is known of versions, what was decided about them, and the exceptions people gave.
    ///
    /// Versions are named by kind, model and commit, not by their row: what was refused has none. `body` is JSON; the columns
    /// beside it are for finding. Of `versions`, `quarantined` is what counts, `verdict_id` the verdict that made it so.
    static func gate(_ dialect: any Dialect) -> Migration {
        Migration(
            "3-gate",
            [
                """
                CREATE TABLE assessments (
                    id \(dialect.countedKey), kind TEXT NOT NULL, model TEXT NOT NULL, commit_id TEXT NOT NULL,
                    digest TEXT NOT NULL, body TEXT NOT NULL, recorded_at BIGINT NOT NULL)
                """,
                """
                CREATE TABLE verdicts (
                    id \(dialect.countedKey), kind TEXT NOT NULL, model TEXT NOT NULL, commit_id TEXT NOT NULL,
                    decision TEXT NOT NULL, stage TEXT NOT NULL, policy TEXT NOT NULL, policy_digest TEXT NOT NULL,
                    reason TEXT NOT NULL, body TEXT NOT NULL, decided_at BIGINT NOT NULL)
                """,
                """
                CREATE TABLE waivers (
                    id TEXT PRIMARY KEY, kind TEXT NOT NULL, model TEXT NOT NULL, commit_id TEXT, rule TEXT NOT NULL,
                    reason TEXT NOT NULL, given_by TEXT NOT NULL, created_at BIGINT NOT NULL, until BIGINT NOT NULL,
                    revoked_at BIGINT, revoked_by TEXT, lapsed BIGINT NOT NULL DEFAULT 0)
                """,
                "CREATE INDEX assessments_by_version ON assessments (kind, model, commit_id, id)",
                "CREATE INDEX verdicts_by_version ON verdicts (kind, model, commit_id, id)",
                "CREATE INDEX waivers_by_model ON waivers (kind, model)",
                "CREATE INDEX waivers_by_end ON waivers (lapsed, until)",
                "ALTER TABLE versions ADD COLUMN quarantined BIGINT NOT NULL DEFAULT 0",
                "ALTER TABLE versions ADD COLUMN quarantine_reason TEXT",
                "ALTER TABLE versions ADD COLUMN verdict_id BIGINT",
            ])
    }
}
