import Jobs
import Synchronization

/// A clock whose hands the test moves.
final class ManualClock: Sendable {
    private struct Sleeper {
        let id: Int
        let until: Int64
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now: Int64 = 1_700_000_000_000
        var newest = 0
        var sleepers: [Sleeper] = []
        var cancelled: Set<Int> = []
        var onlookers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    var now: Int64 { state.withLock(\.now) }
    var jobClock: JobClock { JobClock(now: { self.now }, sleep: { try await self.sleep($0) }) }

    /// Moves the hands and wakes whoever was to wake by then.
    func advance(milliseconds: Int64) {
        let due = state.withLock { state in
            state.now += milliseconds
            let due = state.sleepers.filter { $0.until <= state.now }
            state.sleepers.removeAll { $0.until <= state.now }
            return due
        }
        for sleeper in due { sleeper.continuation.resume() }
    }

    func advance(seconds: Int64) { advance(milliseconds: seconds * 1000) }

    /// Returns when so many are asleep: nothing more will happen until the hands are moved.
    func untilAsleep(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let isAlready = state.withLock { state in
                if state.sleepers.count >= count { return true }
                state.onlookers.append((count, continuation))
                return false
            }
            if isAlready { continuation.resume() }
        }
    }

    private func sleep(_ duration: Duration) async throws {
        let milliseconds = duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000
        let id = state.withLock { state in
            state.newest += 1
            return state.newest
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let (isCancelled, ready) = state.withLock { state in
                    if state.cancelled.remove(id) != nil { return (true, [CheckedContinuation<Void, Never>]()) }
                    state.sleepers.append(Sleeper(id: id, until: state.now + milliseconds, continuation: continuation))
                    let count = state.sleepers.count
                    let ready = state.onlookers.filter { $0.count <= count }.map(\.continuation)
                    state.onlookers.removeAll { $0.count <= count }
                    return (false, ready)
                }
                if isCancelled { continuation.resume(throwing: CancellationError()) }
                for onlooker in ready { onlooker.resume() }
            }
        } onCancel: {
            let sleeper = state.withLock { state in
                guard let index = state.sleepers.firstIndex(where: { $0.id == id }) else {
                    state.cancelled.insert(id)
                    return Sleeper?.none
                }
                return state.sleepers.remove(at: index)
            }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }
}
