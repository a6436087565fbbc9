import Hummingbird
package import Jobs
package import Registry
import Wire

/// `/metrics` in the text format of Prometheus: figures counted at the moment they are asked for.
package struct MetricsRoutes: Sendable {
    private let catalogue: Catalogue
    private let queue: JobQueue

    package init(catalogue: Catalogue, queue: JobQueue) {
        self.catalogue = catalogue
        self.queue = queue
    }

    package func addRoutes(to router: RouteTable) {
        router.get(Paths.metrics, needs: .search) { _, _ in
            Response(
                status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: try await text())))
        }
    }

    private func text() async throws -> String {
        let disk = try await catalogue.diskReport()
        var lines: [String] = []
        func gauge(_ name: String, _ help: String, _ samples: [(labels: String, value: Int64)]) {
            lines.append("# HELP \(name) \(help)")
            lines.append("# TYPE \(name) gauge")
            for sample in samples { lines.append("\(name)\(sample.labels) \(sample.value)") }
        }
        gauge("roost_models", "Models that are kept.", [("", Int64(disk.models))])
        gauge("roost_versions", "Versions that are kept.", [("", Int64(disk.versions))])
        gauge("roost_blobs", "Files in the store.", [("", Int64(disk.blobs))])
        gauge("roost_blob_bytes", "Bytes in the store.", [("", disk.blobBytes)])
        gauge("roost_unreferenced_bytes", "Bytes that nothing refers to.", [("", disk.unreferencedBytes)])
        gauge("roost_partial_bytes", "Bytes of unfinished downloads.", [("", disk.partialBytes)])
        gauge("roost_disk_free_bytes", "Bytes free where the home lives.", [("", disk.freeBytes)])
        let counts = try await queue.counts()
        gauge(
            "roost_jobs", "Jobs by state.",
            JobState.allCases.map { ("{state=\"\($0.rawValue)\"}", Int64(counts[$0] ?? 0)) })
        return lines.joined(separator: "\n") + "\n"
    }
}
