import Domain
import Storage

/// What the holder of a lease writes while it works. Each call is also a sign of life, and throws `JobError.leaseLost`
/// when the lease is another's by now.
extension JobQueue {
    /// Shortest time between two kept progress events, in milliseconds.
    static let progressInterval: Int64 = 250
    /// Lines of the log that are kept of one job.
    static let mostLogLines: Int64 = 10_000

    /// A sign of life. True when someone has asked to cancel the job.
    package func heartbeat(_ lease: JobLease) async throws -> Bool {
        try await write { try $0.report(lease, []) }
    }

    /// Reports progress. True when someone has asked to cancel the job.
    ///
    /// The job always shows the newest. As an event it is kept at most four times a second, and ever more rarely: not
    /// before a hundredth of the running time has passed since the last, which is some 800 events in ten hours.
    @discardableResult
    package func progress(_ lease: JobLease, _ progress: JobProgress) async throws -> Bool {
        let cancelRequested = try await write { try $0.report(lease, progress: progress) }
        raise(.change(lease.job))
        return cancelRequested
    }

    /// Says what the job is doing now, in a few words.
    package func phase(_ lease: JobLease, _ phase: String) async throws {
        let phase = phase.bounded(bytes: 200)
        _ = try await write { table in
            try table.report(lease, [.phase(phase)], setting: ", phase = \(phase)")
        }
        raise(.change(lease.job))
    }

    /// Adds a line to the log of the job. Lines are cut at 4,096 bytes; after 10,000 of them no more are kept.
    package func log(_ lease: JobLease, _ level: JobEvent.LogLevel, _ text: String) async throws {
        let line = text.bounded(bytes: 4096)
        _ = try await write { table in
            let logged = try table.held(lease, "logged").integer("logged")
            guard logged < JobQueue.mostLogLines else { return }
            let isLast = logged == JobQueue.mostLogLines - 1
            let content: JobEvent.Content = isLast ? .log(.warning, "further lines are not kept") : .log(level, line)
            _ = try table.report(lease, [content], setting: ", logged = logged + 1")
        }
        raise(.change(lease.job))
    }
}

extension JobTable {
    /// Records events of the lease's job; true when someone has asked to cancel it.
    fileprivate func report(
        _ lease: JobLease, _ events: [JobEvent.Content], setting more: SQL = ""
    ) throws -> Bool {
        let held = try session.run(
            """
            UPDATE jobs SET updated_at = \(now), lease_expires_at = \(now + lease.seconds * 1000),
                last_sequence = last_sequence + \(events.count)\(more)
            WHERE \(lease.row.key) AND \(lease.row.condition)
            """)
        let row = try session.first("SELECT number, last_sequence, cancel_requested FROM jobs WHERE \(lease.row.key)")
        guard held > 0, let row else { throw JobError.leaseLost(lease.job) }
        let number = try row.integer("number")
        var sequence = try row.integer("last_sequence") - Int64(events.count)
        for event in events {
            sequence += 1
            try event.insert(job: number, sequence: sequence, at: now, in: session)
        }
        return try row.bool("cancel_requested")
    }

    fileprivate func report(_ lease: JobLease, progress: JobProgress) throws -> Bool {
        let row = try held(lease, "completed, total, unit, started_at, progress_stored_at")
        let before = try JobProgress(row, of: lease.job)
        let after = before.advanced(to: progress)
        let ranFor = try now - (row.optionalInteger("started_at") ?? now)
        let due = try row.integer("progress_stored_at") + max(JobQueue.progressInterval, ranFor / 100)
        let isKept = after != before && (now >= due || after.isComplete && !before.isComplete)
        let stamp: SQL = isKept ? ", progress_stored_at = \(now)" : ""
        return try report(
            lease, isKept ? [.progress(after)] : [],
            setting: """
                , completed = \(after.completed), total = \(after.total), unit = \(after.unit.rawValue)\(stamp)
                """)
    }

    /// Columns of the lease's job. Throws `JobError.leaseLost` when it is no longer held.
    fileprivate func held(_ lease: JobLease, _ columns: SQL) throws -> Row {
        let row = try session.first(
            "SELECT \(columns) FROM jobs WHERE \(lease.row.key) AND \(lease.row.condition)")
        guard let row else { throw JobError.leaseLost(lease.job) }
        return row
    }
}
