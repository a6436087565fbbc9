import Access
import Domain
import Registry
import Wire

/// Shows one job.
struct GetJob: Tool {
    let name = "get_job"
    let title = "Show a job"
    let summary = "Show how far one job is, and why it failed or rests."
    let permission = Permission.search
    let effect = ToolEffect.reads
    let fields = [JobID.field]
    let output = Shape.object(["job": .job])

    func call(_ arguments: Arguments, _ call: CallContext) async throws -> ToolAnswer {
        let job = call.view(try await call.services.job(try JobID(named: arguments)))
        return ToolAnswer(job.line, ["job": try JSONValue(wire: job)])
    }
}

extension JobID {
    static var field: Field {
        Field("job", .text(atMost: 40), required: true, "The id of a job, as `list_jobs` has it.")
    }

    /// From the argument `job`.
    init(named arguments: Arguments) throws(Problem) {
        let text = try arguments.required("job")
        guard let id = JobID(text) else {
            throw Problem(.notFound, "there is no job `\(text)`", hint: "`list_jobs` lists them")
        }
        self = id
    }
}
