import Domain
package import Engines
import Synchronization

/// How long one try may take. Its own time runs while somebody works on it; waiting for a turn, or until a model is in memory, is
/// none of it, and ends with the time of all tries.
package final class AttemptWatch: Sendable {
    /// What was waited for, as it is told in the trace.
    struct Wait: Sendable {
        var waited: Duration?
        var evicted: [String] = []
    }

    private struct State {
        var end: ContinuousClock.Instant
        var wait = Wait()
    }

    private let limit: Duration
    /// Of all tries.
    private let last: ContinuousClock.Instant
    private let state: Mutex<State>

    /// Who waits is told that there is no room before that; this is for one who is not.
    private static let grace = Duration.seconds(2)
    private static let shortestLook = Duration.milliseconds(10)

    /// - Parameters:
    ///   - limit: of its own time, which begins now.
    ///   - last: nothing goes on beyond this moment.
    package init(limit: Duration, last: ContinuousClock.Instant) {
        self.limit = limit
        self.last = last
        state = Mutex(State(end: min(.now + limit, last)))
    }

    /// From now on it waits for its turn: how long it may.
    package func waits() -> Duration {
        state.withLock { $0.end = last + Self.grace }
        return max(.zero, last - .now)
    }

    /// It has its turn, and its own time begins.
    package func begins(with lease: Lease) {
        state.withLock { state in
            state.end = min(.now + limit, last)
            state.wait.waited = (state.wait.waited ?? .zero) + lease.waited
            state.wait.evicted += lease.evicted
        }
    }

    /// When its time is over, as things are now.
    var end: ContinuousClock.Instant { state.withLock { $0.end } }

    var wait: Wait { state.withLock { $0.wait } }

    /// Throws `timeout` when its time is over; ends otherwise only with its task.
    func run() async throws {
        while true {
            let (now, end) = (ContinuousClock.now, end)
            guard end > now else {
                throw AttemptFailure(.timeout, "nothing came within \(limit.milliseconds) ms")
            }
            // While it waits the end may come nearer than it is now.
            let look = min(end, now + max(limit, Self.shortestLook))
            try await Nap.until(look)
        }
    }
}
