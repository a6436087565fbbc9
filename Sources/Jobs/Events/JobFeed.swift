import Domain

/// What happens to all jobs: states and phases from a place on, then live, with the newest progress in between.
///
/// One read of the database serves all who follow in this process. Who is slow to ask for the next gets every state and
/// phase, and of progress only what is newest then.
package struct JobFeed: Sendable {
    /// What a follower is told.
    package enum Step: Sendable, Hashable {
        case news(JobNews)
        /// How far a running job is; not kept, so without a place.
        case progress(JobEvent)
        /// Everything up to this place was told; once, before what is live.
        case ready(Int64)
        /// There is more behind the follower than is told again, or it comes from another home: it should look at the
        /// list anew and go on from this place.
        case reset(Int64)
        /// Nothing has happened for a while.
        case quiet
        /// Only when the follower's `isOver` says so.
        case end
    }

    /// Between two looks into the database for what other processes do, in milliseconds.
    static let interval: Int64 = 400
    /// What happens in this process is collected for so long before it is told.
    static let pause = Duration.milliseconds(100)
    /// The furthest a follower may be behind to be told everything.
    package static let mostBehind: Int64 = 10_000
    private static let page = 256

    private let queue: JobQueue
    private var seen: Int64?
    private var shown: [JobID: JobProgress] = [:]
    private var pending: ArraySlice<Step> = []
    private var isReady = false
    private var toldAt: Int64
    private let isOver: @Sendable () -> Bool

    /// - Parameter place: what was seen last; nil begins with what is new from now on.
    init(queue: JobQueue, after place: Int64?, isOver: @escaping @Sendable () -> Bool) {
        self.isOver = isOver
        self.queue = queue
        seen = place
        toldAt = queue.clock.now()
    }

    /// What comes next. Throws when the task is cancelled or the database fails.
    package mutating func next() async throws -> Step {
        while true {
            if let step = pending.popFirst() {
                toldAt = queue.clock.now()
                return step
            }
            if isOver() { return .end }
            try Task.checkCancellation()
            let ticket = queue.signals.ticket(for: .anything)
            defer { ticket.giveBack() }
            try await look()
            guard pending.isEmpty else { continue }
            if await ticket.wait(atMost: .milliseconds(Self.interval), by: queue.clock) {
                try await queue.clock.sleep(Self.pause)
            }
            guard queue.clock.now() - toldAt >= JobWatch.quiet else { continue }
            toldAt = queue.clock.now()
            return .quiet
        }
    }

    private mutating func look() async throws {
        let board = try await queue.board()
        let place = seen ?? board.position
        if try await !canFollow(from: place, to: board.position) {
            (seen, isReady) = (board.position, true)
            pending = [.reset(board.position)]
            return
        }
        let news: ArraySlice<JobNews>
        if place >= board.from {
            news = board.news.drop { $0.position <= place }
        } else {
            news = try await queue.read { try $0.news(after: place, limit: Self.page)[...] }
        }
        pending = news.map(Step.news)[...]
        // Fewer than a page is all there is: places behind the last of them were forgotten with their jobs.
        let isWhole = place >= board.from || news.count < Self.page
        let last = news.last?.position ?? place
        seen = isWhole ? max(board.position, last) : last
        guard isWhole else { return }
        if !isReady {
            isReady = true
            pending.append(.ready(max(board.position, last)))
        }
        pending += moved(board.running)
    }

    /// Whether what lies between is told. A place that does not exist yet is one of another home, unless the board is
    /// merely older than what the follower has seen.
    private func canFollow(from place: Int64, to newest: Int64) async throws -> Bool {
        guard place > newest, !isReady else { return newest - place <= Self.mostBehind }
        return try await place <= queue.feedPosition()
    }

    /// The progress that this follower has not seen yet.
    private mutating func moved(_ running: [JobEvent]) -> [Step] {
        var (now, steps): ([JobID: JobProgress], [Step]) = ([:], [])
        for event in running {
            guard case .progress(let progress) = event.content else { continue }
            now[event.job] = progress
            if progress != .none, shown[event.job] != progress { steps.append(.progress(event)) }
        }
        shown = now
        return steps
    }
}

extension JobQueue {
    /// Follows all jobs, in whatever process they run. `place` is that of the last entry seen, which survives a restart.
    package func feed(
        after place: Int64? = nil, until isOver: @escaping @Sendable () -> Bool = { false }
    ) -> JobFeed {
        JobFeed(queue: self, after: place, isOver: isOver)
    }
}
