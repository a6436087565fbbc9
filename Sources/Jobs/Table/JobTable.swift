import Domain
import Storage

/// Jobs and their events within one transaction, at one moment.
struct JobTable {
    let session: any DatabaseSession
    /// Milliseconds since 1970.
    let now: Int64

    /// The job, or `JobError.notFound`.
    func job(_ id: JobID) throws -> Job {
        let row = try session.first("SELECT \(Job.columns) FROM jobs WHERE id = \(id.text)")
        guard let row else { throw JobError.notFound(id) }
        return try Job(row)
    }

    /// Changes the row and records its new state; nil when there is no such row, or no longer.
    ///
    /// A state changes only here and where a queued job is claimed, so every change has its event. It reads the row again rather than
    /// by `RETURNING`, for which SQLite sets up a table each time, which takes longer than all the rest.
    func change(_ row: JobRow, to state: JobState, problem: Problem? = nil, setting more: SQL = "") throws -> Job? {
        let changed = try session.run(
            """
            UPDATE jobs SET state = \(state.rawValue), updated_at = \(now), last_sequence = last_sequence + 1,
                problem_code = \(problem?.code.rawValue), problem_message = \(problem?.message),
                problem_hint = \(problem?.hint)\(more)
            WHERE \(row.key) AND \(row.condition)
            """)
        guard changed > 0 else { return nil }
        guard let job = try session.first("SELECT \(Job.columns) FROM jobs WHERE \(row.key)").map(Job.init) else {
            return nil
        }
        try JobEvent.Content.state(state, problem)
            .insert(job: job.number, sequence: job.lastSequence, at: now, in: session)
        return job
    }

    /// The same for the one job of a lease. Throws `JobError.leaseLost` when it is no longer held.
    func change(
        _ lease: JobLease, to state: JobState, problem: Problem? = nil, setting more: SQL = ""
    ) throws -> Job {
        guard let job = try change(lease.row, to: state, problem: problem, setting: more) else {
            throw JobError.leaseLost(lease.job)
        }
        return job
    }
}

/// A row of the table, and what must still be so for it to be changed: where writers do not wait for each other,
/// another may have been there first.
struct JobRow {
    let key: SQL
    let condition: SQL
}

extension JobLease {
    /// The row of the job while this lease is the one that counts.
    var row: JobRow {
        JobRow(
            key: "id = \(job.text)",
            condition: "state = 'running' AND attempts = \(attempt) AND lease_owner = \(owner.text)")
    }
}

extension Job {
    /// Its row as long as nobody has taken or ended it meanwhile.
    var row: JobRow {
        JobRow(key: "number = \(number)", condition: "state = \(state.rawValue) AND attempts = \(attempts)")
    }
}

/// Pieces of statements that end a lease.
enum JobChange {
    static let freed: SQL = ", lease_owner = NULL, lease_expires_at = NULL"
    static func ended(at now: Int64) -> SQL { "\(freed), cancel_requested = 0, finished_at = \(now)" }
}

extension Job {
    /// The job as it is once it is claimed.
    func claimed(by owner: JobOwner, at now: Int64, until end: Int64) -> Job {
        var job = self
        job.state = .running
        job.problem = nil
        job.attempts += 1
        job.startedAt = startedAt ?? now
        job.updatedAt = now
        job.owner = owner
        job.leaseExpiresAt = end
        job.lastSequence += 1
        return job
    }
}
