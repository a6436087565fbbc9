package import Storage

extension JobQueue {
    /// The tables of jobs and their events.
    package static func migrations(for dialect: any Dialect) -> MigrationSet {
        MigrationSet(
            owner: "jobs",
            [
                Migration(
                    "1-jobs",
                    [
                        """
                        CREATE TABLE jobs (
                            number \(dialect.countedKey),
                            id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, subject TEXT NOT NULL, payload TEXT NOT NULL,
                            state TEXT NOT NULL, phase TEXT,
                            completed BIGINT NOT NULL DEFAULT 0, total BIGINT, unit TEXT NOT NULL DEFAULT 'bytes',
                            problem_code TEXT, problem_message TEXT, problem_hint TEXT, result TEXT,
                            dedupe_key TEXT, attempts BIGINT NOT NULL DEFAULT 0, losses BIGINT NOT NULL DEFAULT 0,
                            priority BIGINT NOT NULL DEFAULT 0,
                            created_at BIGINT NOT NULL, started_at BIGINT,
                            updated_at BIGINT NOT NULL, finished_at BIGINT,
                            lease_owner TEXT, lease_expires_at BIGINT, cancel_requested BIGINT NOT NULL DEFAULT 0,
                            last_sequence BIGINT NOT NULL DEFAULT 0, logged BIGINT NOT NULL DEFAULT 0,
                            progress_stored_at BIGINT NOT NULL DEFAULT 0)
                        """,
                        "CREATE INDEX jobs_queued ON jobs (state, priority DESC, number, kind) WHERE state = 'queued'",
                        """
                        CREATE UNIQUE INDEX jobs_live ON jobs (dedupe_key)
                        WHERE dedupe_key IS NOT NULL AND state IN ('queued', 'running', 'paused')
                        """,
                        """
                        CREATE INDEX jobs_noted ON jobs (state, number)
                        WHERE state = 'running' OR state = 'paused' OR state = 'failed' OR state = 'cancelled'
                        """,
                        "CREATE INDEX jobs_by_subject ON jobs (subject, number)",
                        """
                        CREATE TABLE job_events (
                            job BIGINT NOT NULL REFERENCES jobs (number) ON DELETE CASCADE, sequence BIGINT NOT NULL,
                            at BIGINT NOT NULL, type TEXT NOT NULL, label TEXT, text TEXT, hint TEXT,
                            completed BIGINT, total BIGINT, PRIMARY KEY (job, sequence)) \(dialect.keyedTable)
                        """,
                    ]),
                // Every change of a state and every phase has a place among those of all jobs. It is taken by the one
                // writer there is at a time, so places become visible in their order. Before old jobs are forgotten,
                // the newest place goes into `job_feed`, so none is used again.
                Migration(
                    "2-feed",
                    [
                        "ALTER TABLE jobs ADD COLUMN asked_by TEXT",
                        "ALTER TABLE job_events ADD COLUMN position BIGINT",
                        """
                        CREATE UNIQUE INDEX job_events_by_position ON job_events (position)
                        WHERE position IS NOT NULL
                        """,
                        "CREATE TABLE job_feed (name TEXT PRIMARY KEY, position BIGINT NOT NULL)",
                        "INSERT INTO job_feed (name, position) VALUES ('jobs', 0)",
                    ]),
            ])
    }
}
