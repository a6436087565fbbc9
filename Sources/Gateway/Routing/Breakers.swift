import Synchronization

/// The breakers of all legs.
package final class Breakers: Sendable {
    private let legs = Mutex<[Leg: Breaker]>([:])
    private let generation = Atomic(0)

    package init() {}

    func admit(_ leg: Leg, _ now: Duration) -> Duration? { change(leg) { $0.admit(now) } }
    func succeeded(_ leg: Leg) {
        legs.withLock { legs in
            // Most requests find nothing to forget.
            if legs[leg] != nil { legs[leg] = nil }
        }
    }
    func abandoned(_ leg: Leg, _ now: Duration) { change(leg) { $0.abandoned(now) } }
    func failed(_ leg: Leg, _ failure: AttemptFailure, _ now: Duration) { change(leg) { $0.failed(failure, now) } }

    /// Every leg that failed lately.
    package var all: [Leg: Breaker] { legs.withLock { $0 } }

    /// Closes all when the configuration changed, and with it what failed.
    func follow(_ generation: Int) {
        let before = self.generation.exchange(generation, ordering: .relaxed)
        if before != generation { legs.withLock { $0 = [:] } }
    }

    private func change<Value: Sendable>(_ leg: Leg, _ body: (inout Breaker) -> Value) -> Value {
        legs.withLock { legs in
            var breaker = legs[leg] ?? Breaker()
            defer { if breaker != Breaker() || legs[leg] != nil { legs[leg] = breaker } }
            return body(&breaker)
        }
    }
}
