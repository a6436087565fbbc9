package import Domain
package import Jobs
import Storage
import Wire

/// Reading every byte of a kept model again, as a durable job. What is damaged fails it, and is named in its log.
package struct VerifyJob: JobHandler {
    let catalogue: Catalogue

    package init(catalogue: Catalogue) { self.catalogue = catalogue }

    package var kind: JobKind { .verify }

    /// Lines about damaged files in the log; beyond, they are only counted.
    private static let linesAtMost = 100

    package func run(_ job: Job, _ context: JobContext) async throws -> String? {
        let wish = try WireJSON.decode(VerifyWish.self, from: job.payload)
        guard let repository = RepositoryID(wish.name, kind: RepositoryKind(rawValue: wish.kind) ?? .model) else {
            throw RegistryError.notKept(wish.name)
        }
        try await context.phase("reading every byte again")
        let report = try await catalogue.verify(
            only: repository,
            reading: { context.progress(completed: $0.bytes, total: $1.bytes) }, progress: { _, _, _ in })
        // Nothing to read: it was removed after it was asked for.
        guard report.checked > 0 else { throw RegistryError.notKept(wish.name) }
        for blob in report.damaged.prefix(Self.linesAtMost) {
            let users = blob.usedBy.joined(separator: ", ")
            try await context.log("\(blob.state): \(blob.sha256): \(blob.detail); used by \(users)", level: .warning)
        }
        let checked = "\(report.checked) blobs, \(ByteCount(report.bytes))"
        try await catalogue.note(
            "verified", repository,
            detail: report.damaged.isEmpty ? "\(checked): all right" : "\(checked): \(report.damaged.count) wrong")
        guard report.damaged.isEmpty else {
            throw RegistryError.damaged(model: repository.path, wrong: report.damaged.count, of: report.checked)
        }
        try await context.log("\(checked): all right")
        return try WireJSON.text(report, pretty: false)
    }
}

/// What a verification is told.
package struct VerifyWish: Codable, Sendable, Hashable {
    package var name: String
    package var kind: String

    package init(_ repository: RepositoryID) {
        name = repository.path
        kind = repository.kind.rawValue
    }

    /// The same wish twice is one job.
    package var dedupeKey: String { "verify \(kind) \(name)" }
}

extension JobKind {
    package static let verify = JobKind("verify")
}

extension Catalogue {
    /// Writes a line of the model's history.
    fileprivate func note(_ event: String, _ repository: RepositoryID, detail: String) async throws {
        let now = now()
        try await database.write { try log(event, repository, detail: detail, at: now, $0) }
    }
}
