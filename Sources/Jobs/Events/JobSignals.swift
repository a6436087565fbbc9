import Domain
import Synchronization

/// Wakes those of this process who wait for jobs; other processes are noticed by looking into the database.
final class JobSignals: Sendable {
    enum Topic: Hashable, Sendable {
        /// A job was queued.
        case arrival
        /// Something happened to the job.
        case change(JobID)
        /// Someone asked to cancel the job.
        case cancellation(JobID)
        /// A job was queued, or something happened to one.
        case anything
    }

    private struct State {
        var newest: UInt64 = 0
        var waiting: [Topic: [UInt64: AsyncStream<Void>.Continuation]] = [:]
    }

    private let state = Mutex(State())

    /// Taken before looking into the database, so that nothing which happens in between is missed.
    func ticket(for topic: Topic) -> Ticket {
        let (stream, continuation) = AsyncStream<Void>.makeStream()
        let number = state.withLock { state in
            state.newest += 1
            state.waiting[topic, default: [:]][state.newest] = continuation
            return state.newest
        }
        return Ticket(signals: self, topic: topic, number: number, stream: stream)
    }

    func raise(_ topic: Topic) {
        let waiting = state.withLock { $0.waiting.removeValue(forKey: topic) }
        for continuation in (waiting ?? [:]).values { continuation.finish() }
    }

    private func forget(_ topic: Topic, _ number: UInt64) {
        let continuation = state.withLock { state in
            let continuation = state.waiting[topic]?.removeValue(forKey: number)
            if state.waiting[topic]?.isEmpty == true { state.waiting[topic] = nil }
            return continuation
        }
        continuation?.finish()
    }

    /// One wait for one topic. Give it back when it is not needed any more.
    struct Ticket: Sendable {
        fileprivate let signals: JobSignals
        fileprivate let topic: Topic
        fileprivate let number: UInt64
        fileprivate let stream: AsyncStream<Void>

        /// Returns true as soon as the topic is raised, false after `duration` or when the task is cancelled.
        func wait(atMost duration: Duration, by clock: JobClock) async -> Bool {
            await withTaskGroup(of: Bool.self) { group in
                group.addTask {
                    for await _ in stream {}
                    return !Task.isCancelled
                }
                group.addTask {
                    try? await clock.sleep(duration)  // Cancelled, the wait is over too, which the result says.
                    return false
                }
                let isRaised = await group.next() ?? false
                group.cancelAll()
                return isRaised
            }
        }

        func giveBack() { signals.forget(topic, number) }
    }
}
