import Access
import Domain
import Registry
import Wire

/// Calls a job off.
struct CancelJob: Tool {
    let name = "cancel_job"
    let title = "Cancel a job"
    let summary = "Call off a job. What it fetched stays until it is pruned, so that asking again goes on from there."
    let permission = Permission.upload
    let effect = ToolEffect(isDestructive: true)
    let fields = [JobID.field]
    let output = Shape.object(["job": .job])

    func call(_ arguments: Arguments, _ call: CallContext) async throws -> ToolAnswer {
        let job = call.view(try await call.services.cancel(try JobID(named: arguments), by: call.caller))
        let text = job.state == "running" ? "job \(job.id) stops as soon as its runner notices" : job.line
        return ToolAnswer(text, ["job": try JSONValue(wire: job)])
    }
}
