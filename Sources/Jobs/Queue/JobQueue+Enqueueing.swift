import Domain
package import Storage

extension JobQueue {
    /// Adds a job, or gives back the live one (queued, running or paused) that has the same dedupe key.
    ///
    /// - Parameters:
    ///   - subject: what the job is about, such as `org/name`.
    ///   - payload: JSON for the handler.
    ///   - priority: higher goes first.
    ///   - person: who wants it, as the audit trail names them.
    package func enqueue(
        kind: JobKind, subject: String, payload: String = "{}", dedupeKey: String? = nil, priority: Int64 = 0,
        askedBy person: String? = nil
    ) async throws -> Job {
        let job = try await write { table in
            try table.enqueue(
                kind: kind, subject: subject, payload: payload, dedupeKey: dedupeKey, priority: priority,
                askedBy: person)
        }
        raise(.arrival)
        return job
    }

    /// The same within a transaction of the caller, so that a job exists exactly if its cause does.
    ///
    /// Runners notice it at their next look, at most a second later.
    package func enqueue(
        kind: JobKind, subject: String, payload: String = "{}", dedupeKey: String? = nil, priority: Int64 = 0,
        askedBy person: String? = nil, in session: any DatabaseSession
    ) throws -> Job {
        try JobTable(session: session, now: clock.now()).enqueue(
            kind: kind, subject: subject, payload: payload, dedupeKey: dedupeKey, priority: priority, askedBy: person)
    }
}

extension JobTable {
    fileprivate func enqueue(
        kind: JobKind, subject: String, payload: String, dedupeKey: String?, priority: Int64, askedBy person: String?
    ) throws -> Job {
        if let dedupeKey, let live = try liveJob(dedupeKey: dedupeKey) { return live }
        // Two jobs of one second have the same id once in 33 million; a few thousand a second meet that.
        while true {
            let id = JobID(seconds: now / 1000, random: .random(in: 0...UInt64.max))
            let row = try session.first(
                """
                INSERT INTO jobs (id, kind, subject, payload, state, dedupe_key, priority, created_at, updated_at, \
                last_sequence, asked_by)
                VALUES (\(id.text), \(kind.rawValue), \(subject), \(payload), 'queued', \(dedupeKey), \(priority), \
                \(now), \(now), 1, \(person?.bounded(bytes: 200)))
                ON CONFLICT (id) DO NOTHING RETURNING \(Job.columns)
                """)
            guard let row else { continue }
            let job = try Job(row)
            try JobEvent.Content.state(.queued, nil).insert(job: job.number, sequence: 1, at: now, in: session)
            return job
        }
    }

    /// The job that is queued, running or paused under the key.
    func liveJob(dedupeKey: String) throws -> Job? {
        try session.first(
            """
            SELECT \(Job.columns) FROM jobs
            WHERE dedupe_key = \(dedupeKey) AND state IN ('queued', 'running', 'paused')
            """
        ).map(Job.init)
    }
}
