import Domain
import Synchronization

/// Notices that nothing has come for too long.
final class IdleWatch: Sendable {
    /// Nil while nobody is waited for.
    private let last = Mutex<ContinuousClock.Instant?>(.now)

    /// Something is waited for, from now on.
    func resume() { last.withLock { $0 = .now } }

    /// It came: what is done with it takes as long as it takes.
    func pause() { last.withLock { $0 = nil } }

    /// Throws `timeout` when the time since the last touch is over the limit; ends otherwise only with its task.
    func run(limit: Duration) async throws {
        while true {
            let end = (last.withLock { $0 } ?? .now) + limit
            guard end > .now else {
                throw AttemptFailure(.timeout, "nothing came for \(limit.milliseconds) ms in the middle of the answer")
            }
            try await Nap.until(end)
        }
    }
}
