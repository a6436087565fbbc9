/// Keeps requests from a leg that has just failed again and again, and lets one through now and then to see.
package struct Breaker: Hashable, Sendable {
    package enum Phase: String, Hashable, Sendable {
        case closed, open
        /// One request is under way to see whether it answers again.
        case probing
    }

    package private(set) var phase = Phase.closed
    /// Nothing is let through before this moment.
    package private(set) var until = Duration.zero
    /// What it was opened by.
    package private(set) var cause: AttemptFailure.Kind?
    private var failures = 0
    private var openings = 0

    /// Failures in a row that open it.
    static let tolerance = 5
    private static let shortest = Duration.seconds(5)
    private static let longest = Duration.seconds(60)

    package init() {}

    /// Nil when a request may go; else how long until one may.
    package mutating func admit(_ now: Duration) -> Duration? {
        switch phase {
        case .closed: return nil
        case .probing:
            // A probe that never ends keeps nobody away for ever.
            guard now >= until else { return min(until - now, .seconds(1)) }
            until = now + Self.longest
            return nil
        case .open:
            guard now >= until else { return until - now }
            phase = .probing
            // If the probe never ends, another may go after this.
            until = now + Self.longest
            return nil
        }
    }

    package mutating func succeeded() { self = Breaker() }

    /// A request that was let through ended without saying anything about the leg.
    package mutating func abandoned(_ now: Duration) {
        if phase == .probing { (phase, until) = (.open, now) }
    }

    package mutating func failed(_ failure: AttemptFailure, _ now: Duration) {
        switch failure.kind {
        case .rateLimited:
            // It is alive, and said when to come back.
            guard let rest = failure.retryAfter else { return abandoned(now) }
            if phase != .open { cause = .rateLimited }
            (phase, until) = (.open, max(phase == .open ? until : now, now + min(rest, .seconds(3600))))
        case .overloaded, .network, .timeout, .malformed, .auth, .quota:
            // Those that were under way when it opened tell nothing new.
            guard phase != .open else { return }
            failures += 1
            guard failures >= Self.tolerance || phase == .probing else { return }
            var rest = Self.shortest
            for _ in 0..<min(openings, 6) { rest *= 2 }
            openings += 1
            cause = failure.kind
            (phase, until) = (.open, now + min(rest, Self.longest))
        case .contextTooLong, .contentRefused, .notFound, .badRequest, .unsupported, .breakerOpen, .busy, .overBudget,
            .keptPrivate, .noRoom:
            abandoned(now)
        }
    }
}
