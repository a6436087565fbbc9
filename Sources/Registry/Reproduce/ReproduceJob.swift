import Domain
package import Jobs
import SystemPackage
import Wire

/// The run of a card's example as a durable job: begun anew when its process died, ended with its sandbox when cancelled.
package struct ReproduceJob: JobHandler {
    let reproducer: Reproducer

    package init(reproducer: Reproducer) { self.reproducer = reproducer }

    package var kind: JobKind { .reproduce }

    package func run(_ job: Job, _ context: JobContext) async throws -> String? {
        let request = try WireJSON.decode(ReproduceRequest.self, from: job.payload)
        // A runner that lost the job may not have noticed yet: each attempt has a folder of its own.
        guard let name = FilePath.Component("\(job.id.text)-\(job.attempts)") else {
            throw Problem(.internal, "the job `\(job.id)` has no name that a folder could have")
        }
        let report = try await reproducer.run(request, name: name) { try await context.phase($0) }
        try await context.log(report.reason)
        return try WireJSON.text(report, pretty: false)
    }
}

extension JobKind {
    package static let reproduce = JobKind("reproduce")
}
