/// How wrong passwords slow down the next try: some are free, then each doubles the wait, up to a limit.
struct Throttle: Hashable, Sendable {
    /// What is counted together.
    enum Scope: String, Sendable, CaseIterable {
        /// One name, from wherever it has never signed in: guessing from many machines.
        case user
        /// One name from one address.
        case place
        /// One address: guessing many names.
        case address

        var free: Int64 { self == .address ? 20 : 5 }
        /// Short where it hits a name: who guesses cannot shut its owner out.
        var longestWait: Int64 { self == .address ? 15 * AccessLimits.minute : AccessLimits.minute }
    }

    let scope: Scope
    private(set) var failures: Int64 = 0
    private(set) var blockedUntil: Int64 = 0
    /// Until when the address counts as the user's own.
    private(set) var trustedUntil: Int64 = 0
    private(set) var updatedAt: Int64 = 0

    init(_ scope: Scope) { self.scope = scope }

    init(_ scope: Scope, failures: Int64, blockedUntil: Int64, trustedUntil: Int64, updatedAt: Int64) {
        self.scope = scope
        self.failures = failures
        self.blockedUntil = blockedUntil
        self.trustedUntil = trustedUntil
        self.updatedAt = updatedAt
    }

    /// Counts a wrong password.
    mutating func fail(at now: Int64) {
        if now - updatedAt > AccessLimits.failuresForgotten { failures = 0 }
        failures += 1
        updatedAt = now
        guard failures > scope.free else { return }
        let doublings = min(failures - scope.free - 1, 20)
        blockedUntil = now + min(scope.longestWait, AccessLimits.second << doublings)
    }

    /// Notes a right one. An address stays as suspect as it was: one right password does not excuse guessing others.
    mutating func succeed(at now: Int64) {
        updatedAt = now
        guard scope != .address else { return }
        failures = 0
        blockedUntil = 0
        if scope == .place { trustedUntil = now + AccessLimits.placeTrusted }
    }

    /// Milliseconds to wait; 0 when none.
    func wait(at now: Int64) -> Int64 { max(0, blockedUntil - now) }
    func isTrusted(at now: Int64) -> Bool { trustedUntil > now }
}
