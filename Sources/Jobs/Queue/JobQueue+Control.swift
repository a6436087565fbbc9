package import Domain
import Storage

/// What people ask of a job.
extension JobQueue {
    /// Cancels a job: at once when it is not running, else as soon as its runner notices.
    ///
    /// Throws `JobError.ended` when it is completed or failed; a cancelled job stays cancelled.
    @discardableResult
    package func cancel(_ id: JobID) async throws -> Job {
        let job = try await write { table in
            let job = try table.job(id)
            switch job.state {
            case .cancelled: return job
            case .completed, .failed: throw JobError.ended(id, job.state)
            case .queued, .paused:
                return try table.change(job.row, to: .cancelled, setting: JobChange.ended(at: table.now)) ?? job
            case .running:
                try table.session.run(
                    "UPDATE jobs SET cancel_requested = 1, updated_at = \(table.now) WHERE number = \(job.number)")
                return try table.job(id)
            }
        }
        announce([job])
        raise(.cancellation(id))
        return job
    }

    /// Lets a paused, failed or cancelled job go again, from what it has already done.
    ///
    /// A queued job is left as it is. Throws `JobError.duplicate` when a live job does the same by now.
    @discardableResult
    package func requeue(_ id: JobID) async throws -> Job {
        let job = try await write { table in
            let job = try table.job(id)
            if job.state == .queued { return job }
            guard [.paused, .failed, .cancelled].contains(job.state) else {
                throw JobError.notResumable(id, job.state)
            }
            if let key = job.dedupeKey, let live = try table.liveJob(dedupeKey: key), live.id != id {
                throw JobError.duplicate(id, of: live.id)
            }
            return try table.change(
                job.row, to: .queued,
                setting: "\(JobChange.freed), losses = 0, cancel_requested = 0, finished_at = NULL, result = NULL"
            ) ?? job
        }
        announce([job])
        return job
    }

    /// Forgets jobs, with their events, that ended before a moment (milliseconds since 1970); tells how many.
    @discardableResult
    package func prune(endedBefore moment: Int64) async throws -> Int {
        try await write { table in
            // Places of what is forgotten are not used again.
            try table.session.run("UPDATE job_feed SET position = (\(JobFeed.newest))")
            return try table.session.run(
                "DELETE FROM jobs WHERE state IN ('completed', 'failed', 'cancelled') AND finished_at < \(moment)")
        }
    }
}
