import Domain
import Foundation
import Jobs
import Storage

/// A queue on its own database, with its own clock.
struct QueueFixture {
    let queue: JobQueue
    let clock: ManualClock
    let database: any Database
    let path: String

    static func with(_ body: (QueueFixture) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("jobs-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }  // A left-over folder in /tmp harms no test.
        try await open(folder.path + "/roost.db", clock: ManualClock(), body)
    }

    /// The same jobs as another process sees them, with a clock of its own if need be.
    func inAnotherProcess(clock: ManualClock? = nil, _ body: (QueueFixture) async throws -> Void) async throws {
        try await Self.open(path, clock: clock ?? self.clock, body)
    }

    private static func open(
        _ path: String, clock: ManualClock, _ body: (QueueFixture) async throws -> Void
    ) async throws {
        let database = try await SQLiteDatabase.open(path)
        try await database.migrate([JobQueue.migrations(for: database.dialect)])
        let queue = JobQueue(database: database, clock: clock.jobClock)
        try await body(QueueFixture(queue: queue, clock: clock, database: database, path: path))
        try await database.close()
    }

    func enqueue(_ subject: String = "org/name", kind: JobKind = "pull", key: String? = nil) async throws -> Job {
        try await queue.enqueue(kind: kind, subject: subject, dedupeKey: key)
    }

    /// Adds a job and takes it.
    func started(owner: JobOwner = "one") async throws -> ClaimedJob {
        let job = try await enqueue()
        return try await queue.claim(job.id, owner: owner)
    }

    func claim(_ owner: JobOwner = "one", limit: Int = 1) async throws -> [ClaimedJob] {
        try await queue.claim(kinds: ["pull"], owner: owner, limit: limit)
    }
}

extension JobOwner: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) { self.init(value) }
}

/// A handler made of a closure.
struct ClosureHandler: JobHandler {
    let kind: JobKind
    let body: @Sendable (Job, JobContext) async throws -> String?

    init(_ kind: JobKind = "pull", _ body: @escaping @Sendable (Job, JobContext) async throws -> String?) {
        self.kind = kind
        self.body = body
    }

    func run(_ job: Job, _ context: JobContext) async throws -> String? { try await body(job, context) }
}

/// Lets a test and a handler wait for each other.
struct Meeting: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() { (stream, continuation) = AsyncStream.makeStream() }

    func arrive() { continuation.finish() }
    func wait() async { for await _ in stream {} }
}

/// Waits for the cancellation of the task, and throws it.
func untilCancelled() async throws -> Never {
    for await _ in AsyncStream<Void>.makeStream().stream {}
    throw CancellationError()
}
