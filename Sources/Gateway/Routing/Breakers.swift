import Synchronization

/// The breakers of all legs that failed lately.
package final class Breakers: Sendable {
    /// Why a leg is not asked, and until when.
    struct Shut: Hashable, Sendable {
        let rest: Duration
        let cause: AttemptFailure.Kind?
    }

    private struct Entry {
        var breaker = Breaker()
        var touched: Duration
    }

    private let legs = Mutex<[Leg: Entry]>([:])
    private let generation = Atomic(0)

    /// Legs that are remembered, at most: whoever asks names them.
    private static let most = 1000

    package init() {}

    /// Nil when a request may go.
    func admit(_ leg: Leg, _ now: Duration) -> Shut? {
        change(leg, now) { breaker in breaker.admit(now).map { Shut(rest: $0, cause: breaker.cause) } }
    }
    func succeeded(_ leg: Leg) {
        legs.withLock { legs in
            // Most requests find nothing to forget.
            if legs[leg] != nil { legs[leg] = nil }
        }
    }
    func abandoned(_ leg: Leg, _ now: Duration) { change(leg, now) { $0.abandoned(now) } }
    func failed(_ leg: Leg, _ failure: AttemptFailure, _ now: Duration) {
        change(leg, now) { $0.failed(failure, now) }
    }

    /// Every leg that failed lately.
    package var all: [Leg: Breaker] { legs.withLock { $0.mapValues(\.breaker) } }

    /// Closes all when the configuration changed, and with it what failed.
    func follow(_ generation: Int) {
        let before = self.generation.exchange(generation, ordering: .relaxed)
        if before != generation { legs.withLock { $0 = [:] } }
    }

    private func change<Value: Sendable>(_ leg: Leg, _ now: Duration, _ body: (inout Breaker) -> Value) -> Value {
        legs.withLock { legs in
            let known = legs[leg]
            var entry = known ?? Entry(touched: now)
            let value = body(&entry.breaker)
            entry.touched = now
            if known != nil {
                legs[leg] = entry
            } else if entry.breaker != Breaker() {
                if legs.count >= Self.most, let oldest = Self.leastMissed(legs) { legs[oldest] = nil }
                legs[leg] = entry
            }
            return value
        }
    }

    /// One that is asked as usual before one that is not, and of those the one longest untouched.
    private static func leastMissed(_ legs: [Leg: Entry]) -> Leg? {
        legs.min { one, other in
            let (first, second) = (one.value.breaker.phase == .closed, other.value.breaker.phase == .closed)
            return first == second ? one.value.touched < other.value.touched : first
        }?.key
    }
}
