import Synchronization

/// What each route has spent today, in millionths of a dollar; a day is one in UTC.
final class Spending: Sendable {
    private struct State {
        var day: Int64 = -1
        var spent: [String: Int64] = [:]
    }

    private let state = Mutex(State())

    /// Takes over what was spent earlier today.
    func begin(day: Int64, _ spent: [String: Int64]) {
        state.withLock { $0 = State(day: day, spent: spent) }
    }

    func spent(_ route: String, day: Int64) -> Int64 {
        state.withLock { $0.day == day ? $0.spent[route] ?? 0 : 0 }
    }

    func add(_ cost: Int64, to route: String, day: Int64) {
        state.withLock { state in
            if state.day != day { state = State(day: day) }
            let (sum, isOver) = state.spent[route, default: 0].addingReportingOverflow(cost)
            state.spent[route] = isOver ? .max : sum
        }
    }

    /// Days since 1970 of a moment in milliseconds.
    static func day(of milliseconds: Int64) -> Int64 { milliseconds / 86_400_000 }
}
