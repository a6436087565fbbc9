import Wire

extension RequestTrace {
    /// Attempts that are told, at most.
    static let mostAttempts = 64
    /// A leg that was not even sent anything says the same again and again while others are waited for.
    private static let unsent: Set<String> = [
        AttemptFailure.Kind.breakerOpen.rawValue, AttemptFailure.Kind.busy.rawValue,
    ]

    /// Adds an attempt: equal waits become one, and of too many those in the middle are left out.
    mutating func add(_ attempt: AttemptTrace) {
        if Self.unsent.contains(attempt.outcome), fold(attempt) { return }
        if attempts.count >= Self.mostAttempts {
            attempts.remove(at: Self.mostAttempts / 2)
            attemptsLeftOut = (attemptsLeftOut ?? 0) + 1
        }
        attempts.append(attempt)
    }

    /// Into the same wait before, when nothing was sent to anybody since.
    private mutating func fold(_ attempt: AttemptTrace) -> Bool {
        for index in attempts.indices.reversed() {
            guard Self.unsent.contains(attempts[index].outcome) else { return false }
            guard attempts[index].leg == attempt.leg, attempts[index].outcome == attempt.outcome else { continue }
            attempts[index].times = (attempts[index].times ?? 1) + 1
            attempts[index].duration = attempt.startedAfter + attempt.duration - attempts[index].startedAfter
            attempts[index].problem = attempt.problem
            return true
        }
        return false
    }
}
