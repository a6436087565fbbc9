import Domain
package import Jobs
import Wire

/// Pruning as a durable job: a large store takes minutes to look through.
package struct PruneJob: JobHandler {
    let catalogue: Catalogue

    package init(catalogue: Catalogue) { self.catalogue = catalogue }

    package var kind: JobKind { .prune }

    package func run(_ job: Job, _ context: JobContext) async throws -> String? {
        try await context.phase("removing what nothing refers to")
        let report = try await catalogue.prune(dryRun: false)
        let blobs = report.blobs == 1 ? "1 blob" : "\(report.blobs) blobs"
        let files = report.abandonedDownloads == 1 ? "1 file" : "\(report.abandonedDownloads) files"
        try await context.log("freed \(ByteCount(report.freedBytes)): \(blobs), \(files) of abandoned downloads")
        return try WireJSON.text(report, pretty: false)
    }
}

extension JobKind {
    package static let prune = JobKind("prune")
}
