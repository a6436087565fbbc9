package import Jobs
import Wire

/// A pull as a durable job.
package struct PullJob: JobHandler {
    let puller: Puller

    package init(puller: Puller) { self.puller = puller }

    package var kind: JobKind { .pull }

    package func run(_ job: Job, _ context: JobContext) async throws -> String? {
        let request = try WireJSON.decode(PullRequest.self, from: job.payload)
        let report = try await puller.pull(request, report: JobReporting(context: context))
        return try WireJSON.text(report, pretty: false)
    }
}

extension JobKind {
    package static let pull = JobKind("pull")
}

/// Puts the words and numbers of a pull into its job.
private struct JobReporting: PullReporting {
    let context: JobContext

    func phase(_ text: String) async throws { try await context.phase(text) }
    func note(_ text: String) async throws { try await context.log(text) }
    func moved(kept: Int64, of total: Int64, received: Int64) async throws {
        context.progress(completed: kept, total: total)
    }
}
