import Access
import Jobs
import Registry
import Wire

/// Lists the slow work.
struct ListJobs: Tool {
    let name = "list_jobs"
    let title = "List jobs"
    let summary = "List pulls and other slow work, the newest first, with how far each is and why it failed."
    let permission = Permission.search
    let effect = ToolEffect.reads
    let fields = [
        Field("state", .choice(JobState.allCases.map(\.rawValue)), "Only in this state."),
        Field("limit", .number(1...100), "Rows at most; 20 if absent."),
    ]
    let output = Shape.object(["jobs": .list(.job)])

    func call(_ arguments: Arguments, _ call: CallContext) async throws -> ToolAnswer {
        var filter = JobFilter()
        if let state = arguments.text("state").flatMap({ JobState(rawValue: $0) }) { filter.states = [state] }
        let jobs = try await call.services.jobs(filter, limit: arguments.number("limit") ?? 20).map { call.view($0) }
        let text = jobs.isEmpty ? "no jobs" : jobs.map(\.line).joined(separator: "\n")
        return ToolAnswer(text, ["jobs": try JSONValue(wire: jobs)])
    }
}

extension CallContext {
    /// A job, without the folders of this machine.
    func view(_ job: Job) -> JobView { JobView(job).told(by: services.sources) }
}

extension JobView {
    /// `01abc… pull org/name running: 3 of 10 bytes`.
    var line: String {
        let done = total > 0 ? ": \(completed) of \(total) \(unit)" : ""
        return "\(id) \(kind) \(subject) \(state)\(done)\(problem.map { ": \($0.message)" } ?? "")"
    }
}
