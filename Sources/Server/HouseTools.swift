import Access
import Blobs
import Domain
import Hub
import Jobs
import Logging
import MCP
import NIOCore
import Registry
import Wire

/// The house as the tools see it: what they do is done, and written down, as the REST routes do it. Folders of this machine
/// are no matter of a model's, whoever sent it.
struct HouseTools: ToolServices {
    private static let readme = "README.md"

    let house: House
    let queued: @Sendable (JobID) -> Void

    var sources: SourceWords { house.sources }

    func search(_ query: HubQuery, kind: RepositoryKind) async throws -> HubSearchResult {
        try await house.search(query, kind: kind).told(by: house.sources)
    }

    func vet(_ request: VetRequest, by caller: Caller) async throws -> VetReport {
        try await house.vet(request, for: caller.identity, orKept: true).told(by: house.sources)
    }

    func pull(_ request: PullRequest, by caller: Caller) async throws -> (job: Job, isNew: Bool) {
        let before = JobClock.system.now()
        var job = try await house.enqueue(pull: request, by: caller.identity)
        let isNew = job.createdAt >= before && job.lastSequence == 1
        // Asked for again, it goes on where it rests.
        if job.state == .paused { job = try await house.queue.requeue(job.id) }
        queued(job.id)
        return (job, isNew)
    }

    func watch(_ id: JobID, after sequence: Int64) -> any AsyncSequence<JobEvent, any Error> & Sendable {
        house.queue.watch(id, after: sequence)
    }

    func job(_ id: JobID) async throws -> Job { try await house.queue.job(id) }
    func jobs(_ filter: JobFilter, limit: Int) async throws -> [Job] {
        try await house.queue.jobs(filter, limit: limit)
    }

    func cancel(_ id: JobID, by caller: Caller) async throws -> Job {
        let job = try await house.cancel(id, by: caller.identity)
        try await house.audit.record(caller.identity, "job.cancel", id.text, address: caller.address)
        return job
    }

    func list(_ query: ModelQuery) async throws -> ModelPage {
        try await house.catalogue.search(query).told(by: house.sources)
    }

    func resolve(_ name: String, kind: RepositoryKind?) async throws -> RepositoryID {
        try await house.catalogue.resolve(name, kind: kind)
    }

    func detail(of model: RepositoryID, at revision: Revision?) async throws -> ModelDetail {
        try await house.catalogue.detail(of: model, at: revision).told(by: house.sources)
    }

    func verify(
        _ model: RepositoryID?, by caller: Caller, progress: @escaping @Sendable (Int, Int, ByteCount) async -> Void
    ) async throws -> VerifyReport {
        let report = try await house.catalogue.verify(only: model, progress: progress)
        try await house.audit.record(
            caller.identity, "store.verify", model?.path ?? "everything",
            detail: "\(report.checked) blobs, \(report.damaged.count) wrong", address: caller.address)
        return report
    }

    func remove(_ model: RepositoryID, at revision: Revision?, by caller: Caller) async throws -> RemoveReport {
        let report = try await house.catalogue.remove(model, at: revision)
        try await house.audit.record(
            caller.identity, "model.remove", report.removed.joined(separator: " "), address: caller.address)
        return report
    }

    func hasCard(_ model: RepositoryID) async throws -> Bool {
        let version = try await house.catalogue.version(of: model)
        return version.map { !$0.isQuarantined && Self.card(in: $0) != nil } ?? false
    }

    func card(of model: RepositoryID, atMost limit: Int) async throws -> (text: String, isWhole: Bool) {
        guard let version = try await house.catalogue.version(of: model) else {
            throw RegistryError.notKept(model.path)
        }
        // It is text by strangers, given to a model: of one that the gate keeps apart not even that.
        try version.require(.package)
        guard let file = Self.card(in: version) else {
            throw RegistryError.fileNotKept(model: model.path, path: Self.readme)
        }
        let reader = try house.blobs.open(file.digest)
        let bytes = try await reader.bytes(in: 0..<Int64(limit))
        return (String(decoding: bytes.readableBytesView, as: UTF8.self), reader.size.bytes <= Int64(limit))
    }

    private static func card(in version: KeptVersion) -> KeptFile? { version.files.first { $0.path.text == readme } }

    func assessment(of model: RepositoryID) async throws -> VetReport {
        let commit = try await house.gate.commit(of: model, nil)
        guard let subject = try await house.gate.ledger.subject(of: model, at: commit),
            let verdict = try await house.gate.ledger.verdict(of: model, at: commit)
        else { throw GateError.neverAssessed(model.path) }
        return VetReport(subject, verdict).told(by: house.sources)
    }

    func refused(_ caller: Caller, tool: String, _ problem: Problem) async {
        do {
            try await house.audit.refused(
                caller.identity, "mcp.call", tool, detail: problem.message, address: caller.address)
        } catch {
            house.logger.error("A refusal could not be written down", metadata: ["error": "\(error)"])
        }
    }
}
