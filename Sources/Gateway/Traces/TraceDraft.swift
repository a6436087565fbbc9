import Domain
import Synchronization
import Wire

/// A trace while its request is under way; recorded once, when it is over, whichever way that was.
final class TraceDraft: Sendable {
    private let trace: Mutex<RequestTrace?>
    private let clock: @Sendable () -> Duration
    private let began: Duration
    private let onEnd: @Sendable (RequestTrace) -> Void

    init(
        _ trace: RequestTrace, clock: @escaping @Sendable () -> Duration,
        onEnd: @escaping @Sendable (RequestTrace) -> Void
    ) {
        self.trace = Mutex(trace)
        self.clock = clock
        began = clock()
        self.onEnd = onEnd
    }

    /// Whoever asked went away before the answer was read.
    deinit { end(outcome: "cancelled") }

    func change(_ body: (inout RequestTrace) -> Void) {
        trace.withLock { trace in
            guard var changed = trace else { return }
            body(&changed)
            trace = changed
        }
    }

    /// Milliseconds since the request came.
    var age: Int64 { (clock() - began).milliseconds }

    /// False when it was over already.
    @discardableResult
    func end(outcome: String, problem: String? = nil) -> Bool {
        let over = trace.withLock { trace in
            defer { trace = nil }
            return trace
        }
        guard var over else { return false }
        over.outcome = outcome
        over.problem = problem
        over.duration = age
        onEnd(over)
        return true
    }
}
