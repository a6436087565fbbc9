import Jobs
import Wire

/// Turns a job's events into progress as the protocol wants it: every number larger than the one before.
struct ProgressMeter {
    private var last: Int64?
    private var phase = ""

    /// What to tell of an event; nil when there is nothing new to count.
    mutating func note(_ event: JobEvent) -> ProgressReport? {
        switch event.content {
        case .phase(let text):
            phase = text
            return step(0, nil)
        case .progress(let progress): return step(progress.completed, progress.total)
        case .state, .log: return nil
        }
    }

    /// The same for work that is no job.
    mutating func note(_ completed: Int64, of total: Int64, _ phase: String) -> ProgressReport? {
        self.phase = phase
        return step(completed, total)
    }

    private mutating func step(_ completed: Int64, _ total: Int64?) -> ProgressReport? {
        guard last.map({ completed > $0 }) ?? true else { return nil }
        last = completed
        return ProgressReport(completed: completed, total: total, message: phase)
    }
}

/// How far a call is: bytes for a pull, blobs for a verification.
struct ProgressReport: Sendable, Hashable {
    let completed: Int64
    let total: Int64?
    let message: String

    /// The notification a client gets.
    func notification(_ token: RequestID) -> JSONValue {
        var params: [String: JSONValue] = ["progressToken": token.json, "progress": .integer(completed)]
        if let total, total > 0 { params["total"] = .integer(total) }
        if !message.isEmpty { params["message"] = .string(message) }
        return ["jsonrpc": "2.0", "method": "notifications/progress", "params": .object(params)]
    }
}
