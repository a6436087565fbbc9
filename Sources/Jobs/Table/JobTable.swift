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

    /// Changes the rows that `condition` names and records one new state of each.
    ///
    /// This is the only place where a state changes, so every change has its event.
    func change(
        _ condition: SQL, to state: JobState, problem: Problem? = nil, setting more: SQL = ""
    ) throws -> [Job] {
        let rows = try session.rows(
            """
            UPDATE jobs SET state = \(state.rawValue), updated_at = \(now), last_sequence = last_sequence + 1,
                problem_code = \(problem?.code.rawValue), problem_message = \(problem?.message),
                problem_hint = \(problem?.hint)\(more)
            WHERE \(condition) RETURNING \(Job.columns)
            """)
        let jobs = try rows.map(Job.init)
        for job in jobs {
            try JobEvent.Content.state(state, problem)
                .insert(job: job.number, sequence: job.lastSequence, at: now, in: session)
        }
        return jobs
    }

    /// The same for the one job of a lease. Throws `JobError.leaseLost` when it is no longer held.
    func change(
        _ lease: JobLease, to state: JobState, problem: Problem? = nil, setting more: SQL = ""
    ) throws -> Job {
        let jobs = try change(lease.holds, to: state, problem: problem, setting: more)
        guard let job = jobs.first else { throw JobError.leaseLost(lease.job) }
        return job
    }
}

extension JobLease {
    /// True for the row of the job while this lease is the one that counts.
    var holds: SQL {
        "id = \(job.text) AND state = 'running' AND attempts = \(attempt) AND lease_owner = \(owner.text)"
    }
}

extension Job {
    /// True for its row as long as nobody has taken or ended it meanwhile, where writers do not wait for each other.
    var asFound: SQL { "number = \(number) AND state = \(state.rawValue) AND attempts = \(attempts)" }
}

/// Pieces of statements that end a lease.
enum JobChange {
    static let freed: SQL = ", lease_owner = NULL, lease_expires_at = NULL"
    static func ended(at now: Int64) -> SQL { "\(freed), cancel_requested = 0, finished_at = \(now)" }
}
