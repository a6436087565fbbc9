package import Domain
import Storage

extension JobQueue {
    /// The kept events of the job after a number, oldest first: at most `limit`, which is at most 1,000.
    package func events(of id: JobID, after sequence: Int64 = 0, limit: Int = 1000) async throws -> [JobEvent] {
        try await read { table in
            try table.events(of: table.job(id), after: sequence, limit: min(max(limit, 1), 1000))
        }
    }

    /// Replays the events after a number, then follows the job, in whatever process it runs, until it has ended.
    ///
    /// Numbered events come without a gap. In between, while the job runs, comes its newest progress without a number,
    /// at most five times a second. A paused job has not ended. Throws `JobError.notFound` when there is no such job.
    ///
    /// - Parameter isOver: asked at every look; the watch ends when it says so.
    package func watch(
        _ id: JobID, after sequence: Int64 = 0, until isOver: @escaping @Sendable () -> Bool = { false }
    ) -> JobWatch {
        JobWatch(queue: self, job: id, after: sequence, isOver: isOver)
    }
}

extension JobTable {
    /// Looks for the job first, so that a look at a job where nothing happened reads one row.
    func events(of job: Job, after sequence: Int64, limit: Int) throws -> [JobEvent] {
        guard job.lastSequence > sequence else { return [] }
        return try session.rows(
            """
            SELECT \(JobEvent.columns) FROM job_events
            WHERE job = \(job.number) AND sequence > \(sequence) ORDER BY sequence LIMIT \(limit)
            """
        ).map { try JobEvent($0, of: job.id) }
    }
}
