import Domain
import Synchronization

/// What those who watch in this process see, read once for all of them.
final class JobSights: Sendable {
    /// Jobs whose newest events are held at once: with 64 events of at most 8 KiB each, 16 MiB.
    private static let most = 32

    /// The newest of all jobs.
    let board = SharedSight<JobBoard>()
    private let tails = Mutex<[JobID: SharedSight<JobTail>]>([:])

    /// The newest of one job.
    func tail(of id: JobID) -> SharedSight<JobTail> {
        tails.withLock { tails in
            if let known = tails[id] { return known }
            // Who still looks at one that is dropped here keeps it, and is only no longer told of changes at once.
            if tails.count >= Self.most, let oldest = tails.min(by: { $0.value.readAt < $1.value.readAt }) {
                tails[oldest.key] = nil
            }
            let new = SharedSight<JobTail>()
            tails[id] = new
            return new
        }
    }

    /// What was read before this happened is not to be shown any more.
    func outdate(_ topic: JobSignals.Topic) {
        if case .change(let id) = topic { tails.withLock { $0[id] }?.outdate() }
        if case .cancellation = topic { return }
        board.outdate()
    }
}
