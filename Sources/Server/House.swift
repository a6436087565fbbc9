package import Access
package import Blobs
import Conversion
package import Domain
package import Engines
import Forge
package import Gateway
package import Hub
package import Jobs
package import Logging
package import Registry
package import Sandbox
package import Storage
package import Wire

/// Everything a home offers, built once: the CLI, the routes and the pages all call these same services.
package struct House: Sendable {
    package let settings: Settings
    package let home: Home
    package let database: any Database
    package let blobs: BlobStore
    package let catalogue: Catalogue
    package let queue: JobQueue
    package let runner: JobRunner
    package let puller: Puller
    package let importer: Importer
    package let exporter: Exporter
    package let hubs: Hubs
    package let access: AccessService
    package let signIn: SignInService
    package let gate: GateKeeper
    package let vetter: Vetter
    /// Where code that nobody here wrote is run.
    package let sandbox: any SandboxRunning
    let reproducer: Reproducer
    /// The models in memory.
    package let inference: Inference
    package let gateway: Gateway
    package let traces: TraceStore
    let engine: LlamaEngine
    let forge: Forge
    package let logger: Logger
    /// How much there is, for the overview.
    let totals: TotalsKeeper

    /// Waits for what is running and lets go of files and connections.
    package func close() async throws {
        do { try await access.audit.flush() } catch {
            logger.error("Refusals could not be written down", metadata: ["error": "\(error)"])
        }
        await traces.flush()
        try await database.close()
        try await inference.client.close()
        try await gateway.close()
        try await hubs.close()
    }

    /// What folders of this machine are called to who is no administrator.
    var sources: SourceWords {
        SourceWords(samples: settings.sampleHub.map { FolderHub(root: $0).endpoint.description })
    }

    /// Who did what, and who was refused what.
    package var audit: AuditTrail { access.audit }

    /// Puts a pull into the queue; the same wish twice is one job.
    package func enqueue(pull request: PullRequest, by identity: Identity = .local) async throws -> Job {
        let reference = try ModelReference(parsing: request.reference)
        try requireFamiliar(reference, hub: request.hub, for: identity)
        var request = request
        // Another process may do the job: it must ask the Hub this one was told to ask. With a sample Hub there are two.
        if request.hub == nil, hubs.standard.count == 1 { request.hub = settings.hubs.first }
        let job = try await queue.enqueue(
            kind: .pull, subject: reference.description, payload: try WireJSON.text(request, pretty: false),
            dedupeKey: request.dedupeKey, askedBy: identity.actor)
        try await audit.record(identity, "pull", reference.description, detail: "job \(job.id)")
        return job
    }

    /// Puts the removal of what nothing refers to into the queue; while one is under way it is the same job.
    package func enqueuePrune(by identity: Identity = .local) async throws -> Job {
        let job = try await queue.enqueue(
            kind: .prune, subject: "the store", dedupeKey: "prune", askedBy: identity.actor)
        try await audit.record(identity, "store.prune", "the store", detail: "job \(job.id)")
        return job
    }

    /// Lets a paused, failed or cancelled job go again; what somebody may not ask for, they may not ask for again.
    package func retry(_ id: JobID, by identity: Identity) async throws -> Job {
        let job = try await queue.job(id)
        if job.kind == .pull {
            let request = try WireJSON.decode(PullRequest.self, from: job.payload)
            try requireFamiliar(try ModelReference(parsing: request.reference), hub: request.hub, for: identity)
        }
        if job.kind == .reproduce, !identity.allows(.admin),
            try WireJSON.decode(ReproduceRequest.self, from: job.payload).mayRunQuarantined
        {
            throw Problem(.forbidden, "only an administrator has the code of a version run that is kept apart")
        }
        try Self.require(job, for: identity)
        return try await queue.requeue(id)
    }

    /// Ends a job; who may not ask for one of its kind may not end it either.
    package func cancel(_ id: JobID, by identity: Identity) async throws -> Job {
        try Self.require(try await queue.job(id), for: identity)
        return try await queue.cancel(id)
    }

    private static func require(_ job: Job, for identity: Identity) throws {
        guard let needed = needed(for: job.kind), !identity.allows(needed) else { return }
        throw Problem(.forbidden, "`\(identity.actor)` lacks the permission `\(needed.rawValue)` for this job")
    }

    /// What asking for a job of this kind takes; nil where the route that retries says enough.
    private static func needed(for kind: JobKind) -> Permission? {
        switch kind {
        case .prune, .importTo: .admin
        case .reproduce: .run
        case .convert: .upload
        default: nil
        }
    }

    /// Asks every Hub of the house at once, for a page behind a place, nil for the first; one that does not answer is named.
    func search(_ query: HubQuery, kind: RepositoryKind, from place: SearchPlace?) async -> MergedSearch.Page {
        await hubs.search(query, kind: kind, from: place)
    }

    /// The first page of the same search in the words of the wire; what several Hubs have is there once.
    package func search(_ query: HubQuery, kind: RepositoryKind) async throws -> HubSearchResult {
        var query = query
        let limit = query.limit ?? Self.rowsAtMost
        query.limit = limit
        var seen: Set<RepositoryID> = []
        var result = HubSearchResult(models: [], unreachable: [])
        var place: SearchPlace?
        // What is there twice makes room for one more page.
        for _ in 0..<2 where result.models.count < limit {
            let page = await search(query, kind: kind, from: place)
            result.models += page.rows.filter { seen.insert($0.summary.id).inserted }
                .map { HubModelRow($0.summary, kind: kind, hub: $0.hub.description) }
            result.unreachable += page.silent.map {
                UnreachableHub(hub: $0.hub.description, reason: $0.problem.message)
            }
            place = page.next
            if page.next.stops.isEmpty { break }
        }
        result.models = Array(result.models.prefix(limit))
        if let problem = hubs.added.problem {
            result.unreachable.append(
                UnreachableHub(hub: "the added Hubs", reason: "\(problem.message); \(problem.hint ?? "")"))
        }
        return result
    }

    /// Of a search where nobody says how many.
    private static let rowsAtMost = 20
}
