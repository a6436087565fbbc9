package import Domain
import Storage

extension JobQueue {
    /// The longest a job goes on being tried when the process that runs it keeps dying.
    static let mostLosses: Int64 = 5

    /// Takes the next queued jobs, oldest of the highest priority first; none when there is nothing to do.
    ///
    /// Jobs whose lease has expired, or whose process on this host has died, are queued again first.
    package func claim(
        kinds: Set<JobKind>, owner: JobOwner, leaseSeconds: Int64 = 15, limit: Int = 1
    ) async throws -> [ClaimedJob] {
        guard limit > 0, !kinds.isEmpty else { return [] }
        let dialect = database.dialect
        let (claimed, reclaimed) = try await write { table in
            let locking = dialect.skipLocked
            var jobs = try table.claim(kinds, owner, leaseSeconds, limit: limit, locking: locking)
            var reclaimed: [Job] = []
            if jobs.count < limit {
                reclaimed = try table.reclaim()
                if !reclaimed.isEmpty {
                    jobs += try table.claim(kinds, owner, leaseSeconds, limit: limit - jobs.count, locking: locking)
                }
            }
            return (jobs, reclaimed)
        }
        announce(claimed.map(\.job) + reclaimed)
        return claimed
    }

    /// Takes this job, whether it is queued or paused, or its runner has gone.
    ///
    /// Throws `JobError.alreadyRunning` or `.ended` when it cannot be taken.
    package func claim(_ id: JobID, owner: JobOwner, leaseSeconds: Int64 = 15) async throws -> ClaimedJob {
        let (claimed, found) = try await write { table in
            var job = try table.job(id)
            // Somebody asks for this very job: how often it was lost before no longer speaks against it.
            try table.session.run("UPDATE jobs SET losses = 0 WHERE number = \(job.number)")
            if job.state == .running, let reclaimed = try table.reclaim(only: id).first { job = reclaimed }
            guard job.state == .queued || job.state == .paused else { return (ClaimedJob?.none, job) }
            return (try table.claim(job.row, owner, leaseSeconds), job)
        }
        announce([found])
        if let claimed { return claimed }
        throw found.state.isEnded ? JobError.ended(id, found.state) : .alreadyRunning(id, owner: found.owner)
    }

    /// Queues again what was running under expired leases and in dead processes of this host; gives back those jobs.
    @discardableResult
    package func reclaim() async throws -> [Job] {
        let jobs = try await write { try $0.reclaim() }
        announce(jobs)
        return jobs
    }
}

extension JobTable {
    fileprivate func claim(
        _ kinds: Set<JobKind>, _ owner: JobOwner, _ seconds: Int64, limit: Int, locking: SQL
    ) throws -> [ClaimedJob] {
        // A chain of OR keeps the statement the same from call to call, and so kept ready.
        let wanted = kinds.map(\.rawValue).sorted().map { "kind = \($0)" as SQL }.joined(separator: " OR ")
        let queued = try session.rows(
            """
            SELECT \(Job.columns) FROM jobs WHERE state = 'queued' AND (\(wanted))
            ORDER BY priority DESC, number LIMIT \(limit) \(locking)
            """
        ).map(Job.init)
        return try queued.compactMap { try claim($0, owner, seconds) }
    }

    /// Takes a job that this transaction has read. It is not read again: nothing changes but what is set here.
    private func claim(_ job: Job, _ owner: JobOwner, _ seconds: Int64) throws -> ClaimedJob? {
        let claimed = job.claimed(by: owner, at: now, until: now + seconds * 1000)
        let changed = try session.run(
            """
            UPDATE jobs SET state = 'running', updated_at = \(now), last_sequence = \(claimed.lastSequence),
                problem_code = NULL, problem_message = NULL, problem_hint = NULL, attempts = \(claimed.attempts),
                lease_owner = \(owner.text), lease_expires_at = \(claimed.leaseExpiresAt),
                started_at = \(claimed.startedAt)
            WHERE number = \(job.number) AND state = 'queued'
            """)
        guard changed > 0 else { return nil }
        try JobEvent.Content.state(.running, nil)
            .insert(job: job.number, sequence: claimed.lastSequence, at: now, in: session)
        let lease = JobLease(job: job.id, owner: owner, attempt: claimed.attempts, seconds: seconds)
        return ClaimedJob(job: claimed, lease: lease)
    }

    fileprivate func claim(_ row: JobRow, _ owner: JobOwner, _ seconds: Int64) throws -> ClaimedJob? {
        try change(
            row, to: .running,
            setting: """
                , attempts = attempts + 1, lease_owner = \(owner.text), lease_expires_at = \(now + seconds * 1000),
                started_at = COALESCE(started_at, \(now))
                """
        ).map { job in
            let lease = JobLease(job: job.id, owner: owner, attempt: job.attempts, seconds: seconds)
            return ClaimedJob(job: job, lease: lease)
        }
    }

    /// What becomes of a job without a runner: cancelled if that was asked, failed if it keeps killing its runner, and
    /// else queued.
    fileprivate func reclaim(only id: JobID? = nil) throws -> [Job] {
        let one: SQL = id.map { " AND id = \($0.text)" } ?? ""
        let running = try session.rows(
            """
            SELECT number, attempts, lease_owner, lease_expires_at, cancel_requested, losses FROM jobs
            WHERE state = 'running'\(one) ORDER BY number
            """)
        var dead: [String: Bool] = [:]
        return try running.compactMap { row in
            let owner = try row.text("lease_owner")
            if try row.integer("lease_expires_at") > now {
                let isDead = dead[owner] ?? JobOwner(owner).isKnownDead()
                dead[owner] = isDead
                guard isDead else { return Job?.none }
            }
            let (number, attempts) = (try row.integer("number"), try row.integer("attempts"))
            let lost = JobRow(key: "number = \(number)", condition: "state = 'running' AND attempts = \(attempts)")
            if try row.bool("cancel_requested") {
                return try change(lost, to: .cancelled, setting: JobChange.ended(at: now))
            }
            let losses = try row.integer("losses") + 1
            guard losses < JobQueue.mostLosses else {
                let problem = Problem(
                    .internal, "the process running the job ended \(losses) times before the job did",
                    hint: "look for a lack of memory in the log of the system")
                return try change(lost, to: .failed, problem: problem, setting: JobChange.ended(at: now))
            }
            return try change(lost, to: .queued, setting: "\(JobChange.freed), losses = \(losses)")
        }
    }
}
