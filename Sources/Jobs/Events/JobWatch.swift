import Domain

/// What happens to one job: replayed, then live, until it ends. Each iteration begins anew.
package struct JobWatch: AsyncSequence, Sendable {
    package typealias Element = JobEvent
    package typealias Failure = any Error

    /// Between two looks into the database; what happens in this process is seen at once.
    static let interval = Duration.milliseconds(200)
    private static let page = 500

    let queue: JobQueue
    let job: JobID
    let after: Int64

    package func makeAsyncIterator() -> Iterator { Iterator(queue: queue, id: job, seen: after) }

    /// Reads on in pages, and holds no more than one of them.
    package struct Iterator: AsyncIteratorProtocol {
        private let queue: JobQueue
        private let id: JobID
        private var seen: Int64
        private var shown: JobProgress?
        private var pending: ArraySlice<JobEvent> = []
        private var isEnded = false

        init(queue: JobQueue, id: JobID, seen: Int64) {
            self.queue = queue
            self.id = id
            self.seen = seen
        }

        package mutating func next() async throws -> JobEvent? {
            while true {
                if let event = pending.popFirst() {
                    if case .progress(let progress) = event.content { shown = progress }
                    return event
                }
                if isEnded { return nil }
                try Task.checkCancellation()
                let ticket = queue.signals.ticket(for: .change(id))
                defer { ticket.giveBack() }
                try await look()
                guard pending.isEmpty, !isEnded else { continue }
                _ = await ticket.wait(atMost: JobWatch.interval, by: queue.clock)
            }
        }

        private mutating func look() async throws {
            let (id, seen) = (id, seen)
            let (job, events) = try await queue.read { table in
                let job = try table.job(id)
                return (job, try table.events(of: job, after: seen, limit: JobWatch.page))
            }
            pending = events[...]
            self.seen = events.last?.sequence ?? seen
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
