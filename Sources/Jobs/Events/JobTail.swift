import Domain

/// A job with its newest events, as those who have seen the rest follow it.
struct JobTail: Sendable {
    static let most = 64

    let job: Job
    /// Without a gap up to the newest.
    let events: [JobEvent]

    /// The events behind a number; nil when some of them are no longer held.
    func events(after seen: Int64) -> ArraySlice<JobEvent>? {
        let first = job.lastSequence - Int64(events.count)
        return seen >= first ? events.dropFirst(Int(min(seen, job.lastSequence) - first)) : nil
    }
}

extension JobQueue {
    /// The job as it stands, read at most once in a while however many look.
    func tail(of id: JobID) async throws -> JobTail {
        try await sights.tail(of: id).look(clock, within: JobWatch.intervalMilliseconds) { before in
            try await read { try $0.tail(of: id, after: before) }
        }
    }
}

extension JobTable {
    /// Reads only what is new since `before`.
    fileprivate func tail(of id: JobID, after before: JobTail?) throws -> JobTail {
        let job = try job(id)
        let known = before?.job.lastSequence ?? 0
        let start = max(known, job.lastSequence - Int64(JobTail.most))
        let news = try events(of: job, after: start, limit: JobTail.most)
        let held = start == known ? (before?.events ?? []) + news : news
        return JobTail(job: job, events: held.suffix(JobTail.most))
    }
}
