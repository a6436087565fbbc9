package import Access
package import Domain
import HTTPTypes
import Hummingbird
package import Jobs
package import Registry
package import Wire

/// Jobs: asked for, listed, followed live, cancelled, tried again.
package struct JobRoutes: Sendable {
    private let queue: JobQueue
    private let sources: SourceWords
    private let enqueuePull: @Sendable (PullRequest, Identity) async throws -> Job
    private let enqueueRun: @Sendable (RepositoryID, Revision?, Identity) async throws -> Job
    private let retry: @Sendable (JobID, Identity) async throws -> Job
    private let cancel: @Sendable (JobID, Identity) async throws -> Job
    private let places = StreamPlaces()

    /// - Parameters:
    ///   - sources: what folders are called to who is no administrator.
    ///   - enqueueRun: queues a run of the card's example.
    package init(
        queue: JobQueue, sources: SourceWords,
        enqueuePull: @escaping @Sendable (PullRequest, Identity) async throws -> Job,
        enqueueRun: @escaping @Sendable (RepositoryID, Revision?, Identity) async throws -> Job,
        retry: @escaping @Sendable (JobID, Identity) async throws -> Job,
        cancel: @escaping @Sendable (JobID, Identity) async throws -> Job
    ) {
        self.cancel = cancel
        self.queue = queue
        self.sources = sources
        self.enqueuePull = enqueuePull
        self.enqueueRun = enqueueRun
        self.retry = retry
    }

    package func addRoutes(to router: RouteTable) {
        router.post(Paths.pulls, needs: .upload, records: .service) { request, context in
            let wish = try await request.decodeWire(PullWish.self)
            let job = try await enqueuePull(wish.request, context.identity)
            return try Response(wire: told(job, context), status: .accepted)
        }
        router.post(Paths.reproduce, needs: .run, records: .service) { request, context in
            let (model, revision) = try NamedModel.read(request, context)
            let job = try await enqueueRun(model, revision, context.identity)
            return try Response(wire: told(job, context), status: .accepted)
        }
        router.get(Paths.jobs, needs: .search) { request, context in
            let query = FormItems(request.uri.query ?? "")
            let jobs = try await queue.jobs(try JobFilter(query), limit: try JobFilter.limit(query))
            return try Response(wire: jobs.map { told($0, context) })
        }
        router.get(Paths.job, needs: .search) { _, context in try Response(wire: told(try await job(context), context))
        }
        router.post(Paths.jobCancel, needs: .upload, records: .route("job.cancel")) { _, context in
            try Response(wire: told(try await cancel(try await job(context).id, context.identity), context))
        }
        router.post(Paths.jobRetry, needs: .upload, records: .route("job.retry")) { _, context in
            try Response(wire: told(try await retry(try await job(context).id, context.identity), context))
        }
        addStreams(to: router)
    }

    private func addStreams(to router: RouteTable) {
        router.get(Paths.jobFeed, needs: .search) { request, context in
            let place = try places.take()
            return Response(
                feed: queue, after: Self.lastEvent(request), holding: place,
                words: sources.words(for: context.identity), isStillLetIn: context.isStillLetIn)
        }
        router.get(Paths.jobEvents, needs: .search) { request, context in
            let job = try await job(context)
            let place = try places.take()
            return Response(
                events: job, of: queue, after: Self.lastEvent(request) ?? 0, holding: place,
                words: sources.words(for: context.identity), isStillLetIn: context.isStillLetIn)
        }
    }

    /// A job as who asks may know it.
    private func told(_ job: Job, _ context: AccessContext) -> JobView {
        JobView(job).told(by: sources.words(for: context.identity))
    }

    private func job(_ context: some RequestContext) async throws -> Job {
        let text = try context.parameters.require("id")
        guard let id = JobID(text) else {
            throw Problem(.notFound, "no such job", hint: "see /api/v1/jobs")
        }
        return try await queue.job(id)
    }

    /// Where a viewer that lost its connection goes on.
    private static func lastEvent(_ request: Request) -> Int64? {
        let header = HTTPField.Name("Last-Event-ID").flatMap { request.headers[$0] }
        return (header ?? FormItems(request.uri.query ?? "").first("after")).flatMap { Int64($0) }.map { max(0, $0) }
    }
}

/// The body of `POST /api/v1/pulls`.
struct PullWish: Codable {
    var reference: String
    var hub: String?
    var kind: String?
    var include: [String]?
    var exclude: [String]?
    var everything: Bool?

    var request: PullRequest {
        PullRequest(
            reference: reference, hub: hub, kind: kind, include: include ?? [], exclude: exclude ?? [],
            everything: everything ?? false)
    }
}

extension JobFilter {
    /// From `?state=`.
    init(_ query: FormItems) throws(Problem) {
        self.init()
        if let given = query.first("state") {
            guard let known = JobState(rawValue: given) else { throw Problem(.badRequest, "no such state of a job") }
            states = [known]
        }
    }

    /// `?limit=`, 50 when it is not there.
    static func limit(_ query: FormItems) throws(Problem) -> Int {
        guard let given = query.first("limit") else { return 50 }
        guard let number = Int(given), (1...1000).contains(number) else {
            throw Problem(.badRequest, "limit is a number from 1 to 1000")
        }
        return number
    }
}
