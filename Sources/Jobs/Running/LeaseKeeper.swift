import Logging

/// Keeps a lease alive while its job runs, writes the newest progress, and says when the handler must stop.
struct LeaseKeeper: Sendable {
    /// How a lease stood when its keeper stopped.
    enum Ending: Sendable { case held, lost }

    /// Between two writes of progress.
    static let interval = Duration.milliseconds(250)
    /// Between two signs of life without progress, in milliseconds; also how soon a cancellation from another process
    /// is noticed.
    static let heartbeat: Int64 = 2000

    let context: JobContext
    /// Finished when the handler must stop.
    let stop: AsyncStream<Void>.Continuation

    /// Returns when the task is cancelled, or as soon as the lease is lost.
    func keep() async -> Ending {
        let clock = context.queue.clock
        var alive = clock.now()
        while !Task.isCancelled {
            let isAsked = await waitForCancellation(clock)
            if Task.isCancelled { break }
            do {
                var mustStop = try await context.flush()
                if mustStop == nil, isAsked || clock.now() - alive >= Self.heartbeat {
                    mustStop = try await context.queue.heartbeat(context.lease)
                }
                guard let mustStop else { continue }
                alive = clock.now()
                if mustStop { stop.finish() }
            } catch JobError.leaseLost {
                stop.finish()
                return .lost
            } catch {
                Logger.current.warning("cannot renew the lease of a job", metadata: ["error": "\(error)"])
                guard clock.now() - alive < context.lease.seconds * 1000 else {
                    stop.finish()
                    return .lost
                }
            }
        }
        return .held
    }

    private func waitForCancellation(_ clock: JobClock) async -> Bool {
        let ticket = context.queue.signals.ticket(for: .cancellation(context.lease.job))
        defer { ticket.giveBack() }
        return await ticket.wait(atMost: Self.interval, by: clock)
    }
}
