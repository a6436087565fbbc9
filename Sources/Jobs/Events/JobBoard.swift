import Domain
import Storage

/// What is new of all jobs together, and how far those are that run.
struct JobBoard: Sendable {
    /// Newest entries that are held for all watchers together, and of running jobs.
    static let mostNews = 128
    static let mostRunning = 200

    /// The place of the newest entry there is.
    let position: Int64
    /// Everything behind this place is in `news`.
    let from: Int64
    let news: [JobNews]
    /// The progress of running jobs, newest first.
    let running: [JobEvent]
}

/// Something that happened to one of all jobs: a state or a phase.
package struct JobNews: Sendable, Hashable {
    /// Its place among what happened to all jobs; grows, with gaps where jobs were forgotten.
    package let position: Int64
    package let event: JobEvent
}

extension JobQueue {
    /// The place of the newest entry of the feed: where who has just looked at all jobs begins to follow them.
    package func feedPosition() async throws -> Int64 { try await read { try $0.feedPosition() } }

    /// Read at most once in a while, however many look.
    func board() async throws -> JobBoard {
        try await sights.board.look(clock, within: JobFeed.interval) { before in
            try await read { try $0.board(after: before) }
        }
    }
}

extension JobFeed {
    /// The place of the newest entry, of those forgotten too: the end of an index, and the one row of `job_feed`, which has the
    /// newest of those. It is not counted up in that row, which would be one page more to write for every change.
    static let newest: SQL = """
        SELECT max(position) AS position FROM (SELECT position FROM job_feed
        UNION ALL SELECT max(position) FROM job_events WHERE position IS NOT NULL) AS places
        """
}

extension JobTable {
    /// The place of the newest entry of the feed.
    func feedPosition() throws -> Int64 {
        try session.first(JobFeed.newest).map { try $0.integer("position") } ?? 0
    }

    /// Entries behind a place, oldest first.
    func news(after position: Int64, limit: Int) throws -> [JobNews] {
        try session.rows(
            """
            SELECT e.position, j.id, e.sequence, e.at, e.type, e.label, e.text, e.hint, e.completed, e.total
            FROM job_events e JOIN jobs j ON j.number = e.job
            WHERE e.position > \(position) ORDER BY e.position LIMIT \(limit)
            """
        ).map { JobNews(position: try $0.integer("position"), event: try JobEvent($0, of: $0.jobID("id"))) }
    }

    /// Reads only what is new since `before`, unless that is more than is held.
    fileprivate func board(after before: JobBoard?) throws -> JobBoard {
        let position = try feedPosition()
        let most = JobBoard.mostNews
        var (from, held): (Int64, [JobNews]) = (max(0, position - Int64(most)), [])
        var start = from
        if let before, (0...Int64(most)).contains(position - before.position) {
            (from, held, start) = (before.from, before.news, before.position)
        }
        if position > start { held += try news(after: start, limit: most) }
        let surplus = held.count - most
        if surplus > 0 { from = held[surplus - 1].position }
        return JobBoard(position: position, from: from, news: held.suffix(most), running: try running())
    }

    private func running() throws -> [JobEvent] {
        try session.rows(
            """
            SELECT id, completed, total, unit, updated_at FROM jobs WHERE state = 'running'
            ORDER BY number DESC LIMIT \(JobBoard.mostRunning)
            """
        ).map { row in
            let id = try row.jobID("id")
            return JobEvent(
                job: id, sequence: nil, at: try row.integer("updated_at"),
                content: .progress(try JobProgress(row, of: id)))
        }
    }
}
