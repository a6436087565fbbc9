import Dispatch
import Synchronization

/// A sleep that leaves nothing behind when it is cancelled.
///
/// A cancelled `Task.sleep` keeps its timer, and the memory of its task, until the moment it was set to: with two minutes for a try
/// and thousands of requests a second that is hundreds of megabytes.
enum Nap {
    /// One timer for all who sleep.
    private static let sleepers = Sleepers()

    /// Comes back at that moment, or a fiftieth of a second later; throws `CancellationError`.
    static func until(_ end: ContinuousClock.Instant) async throws {
        let name = sleepers.name()
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { sleepers.add(name, $0, until: end) }
        } onCancel: {
            sleepers.cancel(name)
        }
    }
}

/// Who sleeps until when. While anybody does, a tick looks whose time it is.
private final class Sleepers: Sendable {
    private struct State {
        var sleeping: [UInt64: Sleeper] = [:]
        var lastName: UInt64 = 0
        var isTicking = false
        /// Ticks since anybody slept.
        var idleTicks = 0
    }

    private struct Sleeper {
        let end: ContinuousClock.Instant
        let continuation: CheckedContinuation<Void, any Error>
    }

    private static let tick = DispatchTimeInterval.milliseconds(20)
    /// A second: between two requests the tick is not stopped and begun again.
    private static let mostIdleTicks = 50

    private let queue = DispatchQueue(label: "roost.gateway.naps")
    private let state = Mutex(State())

    func name() -> UInt64 {
        state.withLock { state in
            state.lastName += 1
            return state.lastName
        }
    }

    func add(
        _ name: UInt64, _ continuation: CheckedContinuation<Void, any Error>, until end: ContinuousClock.Instant
    ) {
        let (isCancelled, begins) = state.withLock { state in
            // Cancelled before this: the handler has found nobody. After this: it finds the sleeper.
            if Task.isCancelled { return (true, false) }
            state.sleeping[name] = Sleeper(end: end, continuation: continuation)
            defer { state.isTicking = true }
            return (false, !state.isTicking)
        }
        if isCancelled { continuation.resume(throwing: CancellationError()) }
        if begins { lookSoon() }
    }

    func cancel(_ name: UInt64) {
        let sleeper = state.withLock { $0.sleeping.removeValue(forKey: name) }
        sleeper?.continuation.resume(throwing: CancellationError())
    }

    private func lookSoon() {
        queue.asyncAfter(deadline: .now() + Self.tick) { self.look() }
    }

    private func look() {
        let now = ContinuousClock.now
        let (awake, goesOn) = state.withLock { state in
            let due = state.sleeping.filter { $0.value.end <= now }
            for name in due.keys { state.sleeping[name] = nil }
            state.idleTicks = state.sleeping.isEmpty ? state.idleTicks + 1 : 0
            state.isTicking = state.idleTicks < Self.mostIdleTicks
            if !state.isTicking { state.idleTicks = 0 }
            return (due.values.map(\.continuation), state.isTicking)
        }
        for continuation in awake { continuation.resume() }
        if goesOn { lookSoon() }
    }
}
