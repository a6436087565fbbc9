package import Domain
import Storage

/// How a job leaves the hands of its runner. All but `release(_ owner:)` throw `JobError.leaseLost` when the lease is
/// another's by now.
extension JobQueue {
    /// The work is done. `result` is JSON.
    @discardableResult
    package func complete(_ lease: JobLease, result: String? = nil) async throws -> Job {
        try await end(lease, .completed, setting: ", result = \(result)")
    }

    /// The work cannot be done.
    @discardableResult
    package func fail(_ lease: JobLease, _ problem: Problem) async throws -> Job {
        try await end(lease, .failed, problem)
    }

    /// The runner has stopped because someone asked it to.
    @discardableResult
    package func cancelled(_ lease: JobLease) async throws -> Job {
        try await end(lease, .cancelled)
    }

    /// Something stands in the way that a person can put right: the job waits for `requeue` or `claim(_:)`.
    @discardableResult
    package func pause(_ lease: JobLease, _ problem: Problem) async throws -> Job {
        let problem = problem.bounded()
        let job = try await write { try $0.change(lease, to: .paused, problem: problem, setting: JobChange.freed) }
        announce([job])
        return job
    }

    /// The runner stops before the work is done, and leaves it to the next.
    @discardableResult
    package func release(_ lease: JobLease) async throws -> Job {
        let job = try await write { table in
            let job = try table.job(lease.job)
            return job.cancelRequested
                ? try table.change(lease, to: .cancelled, setting: JobChange.ended(at: table.now))
                : try table.change(lease, to: .queued, setting: JobChange.freed)
        }
        announce([job])
        return job
    }

    /// The same for everything that the owner is running: what a process does last.
    @discardableResult
    package func release(_ owner: JobOwner) async throws -> [Job] {
        let jobs = try await write { table in
            let held = try table.session.rows(
                """
                SELECT \(Job.columns) FROM jobs WHERE state = 'running' AND lease_owner = \(owner.text) ORDER BY number
                """)
            return try held.map(Job.init).compactMap { job in
                job.cancelRequested
                    ? try table.change(job.row, to: .cancelled, setting: JobChange.ended(at: table.now))
                    : try table.change(job.row, to: .queued, setting: JobChange.freed)
            }
        }
        announce(jobs)
        return jobs
    }

    private func end(
        _ lease: JobLease, _ state: JobState, _ problem: Problem? = nil, setting more: SQL = ""
    ) async throws -> Job {
        let problem = problem?.bounded()
        let job = try await write { table in
            try table.change(lease, to: state, problem: problem, setting: JobChange.ended(at: table.now) + more)
        }
        announce([job])
        return job
    }

    /// Wakes those of this process who wait for these jobs, or for anything to do.
    func announce(_ jobs: [Job]) {
        for job in jobs { raise(.change(job.id)) }
        if jobs.contains(where: { $0.state == .queued }) { raise(.arrival) }
    }
}
