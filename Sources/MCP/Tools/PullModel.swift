import Access
import Domain
import Jobs
import Registry
import Wire

/// Brings a model into the house, through the gate.
///
/// The work is a job, and outlives whoever asked for it: a client that goes away leaves it going. One that gives the request
/// up in so many words (`notifications/cancelled`) ends a job that it began itself, never one it only joined.
struct PullModel: Tool {
    let name = "pull_model"
    let title = "Pull a model"
    let summary = """
        Bring a model or dataset into the house: vetted by the gate first, every byte verified, resumable. A model the \
        policy refuses is an error that says every failing rule. Waits for the end and reports progress in bytes, unless \
        `wait` is false: then the job's id comes at once, for `get_job` and `cancel_job`.
        """
    let permission = Permission.upload
    let effect = ToolEffect(isOpenWorld: true)
    let isSlow = true
    let fields = [
        Field(
            "reference", .text(atMost: 500), required: true,
            "org/name, org/name@revision, org/name:Q4_K_M, or a pasted Hub URL."),
        Field("hub", .text(atMost: 300), "The Hub to ask, as a URL; the house's own list if absent."),
        Field("kind", .choice(["model", "dataset"]), "What it is; told from the reference if absent."),
        Field("include", .texts(atMost: 50), "Only files that match one of these globs."),
        Field("exclude", .texts(atMost: 50), "No files that match one of these globs."),
        Field("everything", .flag, "Every file, all quantisations included."),
        Field("wait", .flag, "Whether to wait for the end; true if absent."),
    ]
    let output = Shape.object(
        ["job": .job],
        optional: [
            "report": .object(
                [
                    "name": .text, "kind": .text, "commit": .text, "files": .whole, "size_bytes": .whole,
                    "fetched_bytes": .whole, "unchanged": .flag, "selection": .text,
                ], optional: ["verdict": .verdict])
        ])

    func call(_ arguments: Arguments, _ call: CallContext) async throws -> ToolAnswer {
        let request = PullRequest(
            reference: try arguments.required("reference"), hub: arguments.text("hub"), kind: arguments.text("kind"),
            include: arguments.texts("include"), exclude: arguments.texts("exclude"),
            everything: arguments.flag("everything") ?? false)
        let (job, isNew) = try await call.services.pull(request, by: call.caller)
        guard arguments.flag("wait") ?? true else {
            return ToolAnswer(
                "job \(job.id) is \(job.state.rawValue); `get_job` tells how it goes",
                ["job": try JSONValue(wire: call.view(job))])
        }
        if isNew {
            call.withdrawal.undo { [call] in
                // It may have ended meanwhile; then there is nothing to call off.
                _ = try? await call.services.cancel(job.id, by: call.caller)  // as said above
            }
        }
        try await follow(job, call)
        return try answer(try await call.services.job(job.id), call)
    }

    /// Tells how it goes until it has ended or rests.
    private func follow(_ job: Job, _ call: CallContext) async throws {
        var meter = ProgressMeter()
        for try await event in call.services.watch(job.id, after: job.lastSequence) {
            if let report = meter.note(event) { call.report(report) }
            guard case .state(.paused, _) = event.content else { continue }
            let now = try await call.services.job(job.id)
            if now.state == .paused, now.lastSequence == event.sequence { return }
        }
    }

    private func answer(_ job: Job, _ call: CallContext) throws -> ToolAnswer {
        guard job.state == .completed else {
            if job.state == .cancelled { throw Problem(.cancelled, "the job \(job.id) was cancelled") }
            throw job.problem.map { $0.told(by: call.services.sources, about: job.subject) }
                ?? Problem(.internal, "the job \(job.id) ended as \(job.state.rawValue)")
        }
        let report = try WireJSON.decode(PullReport.self, from: job.result ?? "{}")
        let size = ByteCount(report.sizeBytes)
        let what =
            report.unchanged
            ? "unchanged: \(report.files) files, \(size)"
            : "kept \(report.files) files, \(size); fetched \(ByteCount(report.fetchedBytes))"
        let gate = report.verdict.map { "; \($0.decision.rawValue) by `\($0.policy)`" } ?? ""
        return ToolAnswer(
            "\(report.name)@\(report.commit.prefix(12)) \(what)\(gate)",
            ["job": try JSONValue(wire: call.view(job)), "report": try JSONValue(wire: report)])
    }
}
