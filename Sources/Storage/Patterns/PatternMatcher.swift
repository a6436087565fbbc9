import Synchronization

/// Applies regular expressions to the rows of one connection: keeps the last one ready, and a query's time in bounds.
final class PatternMatcher: Sendable {
    /// Why a query was given up.
    enum Failure: Error { case tooCostly, invalid(String) }

    /// The time all rows of one query may take together.
    static let budget = Duration.milliseconds(1500)

    private struct State: ~Copyable {
        var pattern: String?
        var compiled: CompiledPattern?
        var deadline: ContinuousClock.Instant?
    }

    private let state = Mutex(State())

    /// A new query begins: its budget is whole.
    func begin() {
        state.withLock { $0.deadline = .now + Self.budget }
    }

    /// Whether `text` has a match of `pattern`.
    func matches(_ pattern: String, _ text: String) throws -> Bool {
        try state.withLock { state in
            if state.pattern != pattern {
                do throws(CompiledPattern.Refusal) {
                    state.compiled = try CompiledPattern(pattern)
                } catch {
                    throw Failure.invalid(error.reason)
                }
                state.pattern = pattern
            }
            if let deadline = state.deadline, ContinuousClock.now > deadline { throw Failure.tooCostly }
            return switch state.compiled?.answer(text) {
            case .match: true
            case .noMatch, nil: false
            case .tooCostly: throw Failure.tooCostly
            }
        }
    }
}
