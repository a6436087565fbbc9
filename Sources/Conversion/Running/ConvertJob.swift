import Domain
package import Jobs
import Wire

/// A conversion as a durable job: begun anew when its process died, and without a trace when cancelled.
package struct ConvertJob: JobHandler {
    let converter: Converter

    package init(converter: Converter) { self.converter = converter }

    package var kind: JobKind { .convert }

    package func run(_ job: Job, _ context: JobContext) async throws -> String? {
        let request = try WireJSON.decode(ConvertRequest.self, from: job.payload)
        let report = try await converter.run(
            request, key: job.id.text, phase: { try await context.phase($0) },
            progress: { context.progress(completed: $0, total: $1) })
        try await context.log("\(report.model):\(report.quantisation), \(ByteCount(report.sizeBytes))")
        return try WireJSON.text(report, pretty: false)
    }
}

extension JobKind {
    package static let convert = JobKind("convert")
}
