import Synchronization

/// Notices that nothing has come for too long.
final class IdleWatch: Sendable {
    private let last = Mutex(ContinuousClock.now)

    func touch() { last.withLock { $0 = .now } }

    /// Throws `timeout` when the time since the last touch is over the limit; ends otherwise only with its task.
    func run(limit: Duration) async throws {
        while true {
            let end = last.withLock { $0 } + limit
            guard end > .now else {
                throw AttemptFailure(.timeout, "nothing came for \(limit.milliseconds) ms in the middle of the answer")
            }
            try await Task.sleep(until: end, tolerance: limit / 10, clock: .continuous)
        }
    }
}
