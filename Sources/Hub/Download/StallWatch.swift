import Domain
import Synchronization

/// Notices when a sender falls silent: only the time spent waiting for it counts, not the time spent writing to disk.
final class StallWatch: Sendable {
    private let waitingSince = Mutex<ContinuousClock.Instant?>(nil)

    /// Waits for the next piece.
    func next<Piece>(_ wait: () async throws -> Piece) async rethrows -> Piece {
        waitingSince.withLock { $0 = .now }
        defer { waitingSince.withLock { $0 = nil } }
        return try await wait()
    }

    private func isStalled(_ limit: Duration) -> Bool {
        waitingSince.withLock { since in since.map { .now - $0 > limit } ?? false }
    }

    /// Runs a transfer and cancels it when its sender is silent for too long.
    ///
    /// - Returns: what the transfer returned, and whether it was cut off.
    static func run<Outcome: Sendable>(
        limit: Duration, _ transfer: @escaping @Sendable (StallWatch) async -> Outcome
    ) async -> (outcome: Outcome, stalled: Bool) {
        let watch = StallWatch()
        return await withTaskGroup(of: Outcome?.self) { group in
            group.addTask { await transfer(watch) }
            group.addTask {
                // Ends with the transfer's end, by cancellation.
                while !watch.isStalled(limit), (try? await Task.sleep(for: min(limit / 4, .milliseconds(500)))) != nil {
                }  // cancelled
                return nil
            }
            var stalled = false
            while let next = await group.next() {
                group.cancelAll()
                if let outcome = next { return (outcome, stalled) }
                stalled = true
            }
            preconditionFailure("a transfer always has an outcome")
        }
    }
}
