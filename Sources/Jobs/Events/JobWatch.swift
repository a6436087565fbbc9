import Domain

/// What happens to one job: replayed, then live, until it ends. Each iteration begins anew.
///
/// However many follow a job, its row and its newest events are read once for all of them; only who is far behind reads
/// for itself. A follower that is slow to ask for the next sees of progress what is newest then.
package struct JobWatch: AsyncSequence, Sendable {
    package typealias Element = JobEvent
    package typealias Failure = any Error

    /// What a follower is told.
    package enum Step: Sendable, Hashable {
        case event(JobEvent)
        /// Nothing has happened for a while.
        case quiet
        case end
    }

    /// Between two looks into the database; what happens in this process is seen at once.
    static let intervalMilliseconds: Int64 = 200
    /// After so long without an event a follower is told so, in milliseconds.
    static let quiet: Int64 = 15_000
    private static let page = 500

    let queue: JobQueue
    let job: JobID
    let after: Int64
    let isOver: @Sendable () -> Bool

    package func makeAsyncIterator() -> Iterator { Iterator(queue: queue, id: job, seen: after, isOver: isOver) }

    /// Reads on in pages, and holds no more than one of them.
    package struct Iterator: AsyncIteratorProtocol {
        private let queue: JobQueue
        private let id: JobID
        private var seen: Int64
        private var shown: JobProgress?
        private var pending: ArraySlice<JobEvent> = []
        private var isEnded = false
        private var toldAt: Int64
        private let isOver: @Sendable () -> Bool

        init(queue: JobQueue, id: JobID, seen: Int64, isOver: @escaping @Sendable () -> Bool) {
            self.isOver = isOver
            self.queue = queue
            self.id = id
            self.seen = seen
            toldAt = queue.clock.now()
        }

        package mutating func next() async throws -> JobEvent? {
            while true {
                switch try await step() {
                case .event(let event): return event
                case .quiet: continue
                case .end: return nil
                }
            }
        }

        /// The next event, or that there is none for a while, or the end.
        package mutating func step() async throws -> Step {
            while true {
                if let event = pending.popFirst() {
                    if case .progress(let progress) = event.content { shown = progress }
                    toldAt = queue.clock.now()
                    return .event(event)
                }
                if isEnded || isOver() { return .end }
                try Task.checkCancellation()
                let ticket = queue.signals.ticket(for: .change(id))
                defer { ticket.giveBack() }
                try await look()
                guard pending.isEmpty, !isEnded else { continue }
                _ = await ticket.wait(atMost: .milliseconds(JobWatch.intervalMilliseconds), by: queue.clock)
                guard queue.clock.now() - toldAt >= JobWatch.quiet else { continue }
                toldAt = queue.clock.now()
                return .quiet
            }
        }

        private mutating func look() async throws {
            let (id, seen) = (id, seen)
            let tail = try await queue.tail(of: id)
            let job = tail.job
            if let news = tail.events(after: seen) {
                pending = news
            } else {
                pending = try await queue.read { try $0.events(of: job, after: seen, limit: JobWatch.page)[...] }
            }
            self.seen = pending.last?.sequence ?? seen
            guard self.seen >= job.lastSequence else { return }
            isEnded = job.state.isEnded
            let newest = pending.lazy.compactMap(\.progress).last ?? shown
            if job.state == .running, job.progress != .none, job.progress != newest {
                pending.append(JobEvent(job: id, sequence: nil, at: job.updatedAt, content: .progress(job.progress)))
            }
        }
    }
}

extension JobEvent {
    fileprivate var progress: JobProgress? {
        if case .progress(let progress) = content { progress } else { nil }
    }
}
