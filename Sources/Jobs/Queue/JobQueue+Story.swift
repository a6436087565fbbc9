package import Domain
import Storage

/// What a person who looks at a job wants told of what happened to it.
package struct JobStory: Sendable, Hashable {
    package let job: Job
    /// The newest states and phases, oldest first.
    package let stages: [JobEvent]
    /// The newest lines of the log, oldest first.
    package let log: [JobEvent]
    /// Whether there are older lines.
    package let isLogCut: Bool
}

/// Work that is still to be done, as far as it is known.
package struct PendingWork: Sendable, Hashable {
    /// Bytes that live jobs have still to bring.
    package let bytes: Int64
    /// Live jobs that cannot say yet how much they will bring.
    package let unmeasured: Int

    package init(bytes: Int64, unmeasured: Int) {
        self.bytes = bytes
        self.unmeasured = unmeasured
    }
}

extension JobQueue {
    private static let stagesAtMost = 200

    /// The job with what happened to it, as of one moment: at most 200 stages and so many lines of the log.
    package func story(of id: JobID, lines: Int) async throws -> JobStory {
        try await read { table in
            let job = try table.job(id)
            let log = try table.newest(of: job, "type = 'log'", limit: lines + 1)
            let stages = try table.newest(
                of: job, "type <> 'log' AND type <> 'progress'", limit: Self.stagesAtMost)
            return JobStory(job: job, stages: stages, log: log.suffix(lines), isLogCut: log.count > lines)
        }
    }

    /// Jobs, newest first, with the place in the feed from which who has seen them goes on.
    package func page(
        _ filter: JobFilter, limit: Int, before: JobID?
    ) async throws -> (jobs: [Job], position: Int64) {
        // The place first: what happens in between is told twice rather than never.
        let position = try await feedPosition()
        return (try await jobs(filter, limit: limit, before: before), position)
    }

    /// What queued, running and paused jobs have still to bring.
    package func pendingWork(kind: JobKind) async throws -> PendingWork {
        try await read { table in
            let row = try table.session.first(
                """
                SELECT COALESCE(SUM(CASE WHEN total IS NULL THEN 0 ELSE total - completed END), 0) AS bytes,
                COALESCE(SUM(CASE WHEN total IS NULL THEN 1 ELSE 0 END), 0) AS unmeasured FROM jobs
                WHERE (state = 'queued' OR state = 'running' OR state = 'paused')
                AND kind = \(kind.rawValue) AND unit = 'bytes'
                """)
            return PendingWork(
                bytes: try row?.integer("bytes") ?? 0, unmeasured: Int(try row?.integer("unmeasured") ?? 0))
        }
    }

    /// Jobs that wait for a person, and those that failed since a moment (milliseconds since 1970) and that nobody has
    /// asked for again: the newest first.
    package func troubles(since moment: Int64, limit: Int) async throws -> [Job] {
        try await read { table in
            try table.session.rows(
                """
                SELECT \(Job.columns) FROM jobs
                WHERE (state = 'paused' OR state = 'failed') AND (state = 'paused' OR finished_at >= \(moment))
                AND NOT EXISTS (SELECT 1 FROM jobs n WHERE n.subject = jobs.subject AND n.number > jobs.number
                AND n.kind = jobs.kind AND n.state <> 'failed' AND n.state <> 'cancelled')
                ORDER BY number DESC LIMIT \(limit)
                """
            ).map(Job.init)
        }
    }
}

extension JobTable {
    /// The newest events of which something holds, oldest first.
    fileprivate func newest(of job: Job, _ condition: SQL, limit: Int) throws -> [JobEvent] {
        try session.rows(
            """
            SELECT \(JobEvent.columns) FROM job_events WHERE job = \(job.number) AND \(condition)
            ORDER BY sequence DESC LIMIT \(limit)
            """
        ).map { try JobEvent($0, of: job.id) }.reversed()
    }
}
