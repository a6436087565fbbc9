import Domain

/// When a failed GET is worth another try, and after how long: a pure function of what failed, how often, and chance.
package struct RetryPolicy: Hashable, Sendable {
    /// What follows from a failure.
    package enum Decision: Hashable, Sendable {
        case retry(after: Duration)
        case giveUp
    }

    /// Tries after the first one.
    package var retries: Int
    /// The wait before the first retry, doubled before each further one.
    package var base: Duration
    /// The longest wait of the back-off.
    package var cap: Duration
    /// A Hub that asks for a longer wait is not waited for.
    package var patience: Duration

    package init(
        retries: Int = 5, base: Duration = .seconds(1), cap: Duration = .seconds(8), patience: Duration = .seconds(300)
    ) {
        self.retries = retries
        self.base = base
        self.cap = cap
        self.patience = patience
    }

    /// Fails at once.
    package static let never = RetryPolicy(retries: 0)

    /// - Parameters:
    ///   - attempt: how many tries have failed, 1 after the first.
    ///   - chance: 0 to 1; the wait is between half and all of the back-off, so that many clients do not return together.
    package func decide(_ error: HubError, attempt: Int, chance: Double) -> Decision {
        guard attempt <= retries else { return .giveUp }
        switch error {
        case .rateLimited(_, let retryAfter?):
            return retryAfter <= patience ? .retry(after: retryAfter) : .giveUp
        case .unreachable, .timeout, .interrupted, .truncated, .rateLimited:
            return .retry(after: backOff(attempt, chance))
        case .serverError(_, let status, _) where [408, 500, 502, 503, 504].contains(status):
            return .retry(after: backOff(attempt, chance))
        default:
            return .giveUp
        }
    }

    private func backOff(_ attempt: Int, _ chance: Double) -> Duration {
        var wait = base
        for _ in 1..<max(attempt, 1) where wait < cap { wait = wait * 2 }
        return min(wait, cap) * (0.5 + 0.5 * min(max(chance, 0), 1))
    }
}
