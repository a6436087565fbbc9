import Synchronization

/// What many look at, read once for all of them: whoever comes while it is being read gets what that read brings, and
/// whoever comes soon after gets it again.
final class SharedSight<Value: Sendable>: Sendable {
    private struct State {
        var value: Value?
        /// Milliseconds since 1970.
        var readAt: Int64 = 0
        var isOutdated = true
        var isReading = false
        var waiting: [CheckedContinuation<Value?, Never>] = []
    }

    private let state = Mutex(State())

    /// The next look reads again, however soon it comes.
    func outdate() { state.withLock { $0.isOutdated = true } }

    /// When it was last read; zero for never.
    var readAt: Int64 { state.withLock(\.readAt) }

    /// - Parameters:
    ///   - age: how old, in milliseconds, what is given back may be while nobody says that it is outdated.
    ///   - read: told what was read before; runs once at a time.
    func look(
        _ clock: JobClock, within age: Int64, read: @Sendable (Value?) async throws -> Value
    ) async throws -> Value {
        var joined = 0
        while true {
            try Task.checkCancellation()
            switch part(clock.now(), age) {
            case .have(let value): return value
            case .lead(let before): return try await lead(clock, before, read)
            case .follow:
                guard let value = await follow() else { continue }
                joined += 1
                // A read that began before this look may have missed what this look is for; the next one cannot.
                if joined > 1 || state.withLock({ !$0.isOutdated }) { return value }
            }
        }
    }

    private enum Part {
        case have(Value)
        case lead(Value?)
        case follow
    }

    private func part(_ now: Int64, _ age: Int64) -> Part {
        state.withLock { state in
            if state.isReading { return .follow }
            if let value = state.value, !state.isOutdated, now - state.readAt < age { return .have(value) }
            state.isReading = true
            state.isOutdated = false
            return .lead(state.value)
        }
    }

    private func lead(
        _ clock: JobClock, _ before: Value?, _ read: @Sendable (Value?) async throws -> Value
    ) async throws -> Value {
        let began = clock.now()
        var value: Value?
        defer {
            let waiting = state.withLock { state in
                state.isReading = false
                if let value { (state.value, state.readAt) = (value, began) } else { state.isOutdated = true }
                defer { state.waiting = [] }
                return state.waiting
            }
            for each in waiting { each.resume(returning: value) }
        }
        let found = try await read(before)
        value = found
        return found
    }

    /// Waits for the one who reads; nil when that failed, or was over already.
    private func follow() async -> Value? {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                if state.isReading { state.waiting.append(continuation) }
                return !state.isReading
            }
            if isOver { continuation.resume(returning: nil) }
        }
    }
}
