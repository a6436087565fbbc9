import Domain
import Synchronization
import Wire

/// Keeps the trace of one request for whoever made it, and passes it on.
final class TraceCatcher: TraceRecording {
    private let next: any TraceRecording
    private let trace = Mutex<RequestTrace?>(nil)

    init(passingTo next: any TraceRecording) { self.next = next }

    func record(_ trace: RequestTrace) {
        self.trace.withLock { $0 = trace }
        next.record(trace)
    }

    func charge(_ cost: Int64, to account: String, day: Int64) { next.charge(cost, to: account, day: day) }

    func caught() throws -> RequestTrace {
        guard let trace = trace.withLock({ $0 }) else { throw Problem(.internal, "the request left no trace") }
        return trace
    }
}
