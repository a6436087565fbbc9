import Domain
import HTTPTypes
import Hummingbird
import Jobs
import Registry
import ServiceLifecycle
import Synchronization
import Wire

extension Response {
    /// A job's events as Server-Sent Events; each carries its number, so that a viewer who comes back goes on behind it.
    ///
    /// - Parameter words: what folders are called; nil for who may know them.
    init(
        events job: Job, of queue: JobQueue, after number: Int64, holding place: StreamPlaces.Place,
        words: SourceWords?, isStillLetIn: @escaping @Sendable () async -> Bool
    ) {
        self.init(holding: place) { writer, isOver in
            var visitor = StreamVisitor(isStillLetIn)
            var watch = queue.watch(job.id, after: number, until: isOver).makeAsyncIterator()
            while true {
                let step = try await watch.step()
                guard await visitor.mayStay() else { return }
                switch step {
                case .event(let event):
                    let view = JobEventView(event).told(by: words, about: job.subject)
                    try await writer.write(
                        EventText.event(view.event, view, id: view.sequence > 0 ? view.sequence : nil))
                case .quiet: try await writer.write(EventText.beat)
                case .end:
                    if !isOver() { try await writer.write(EventText.end) }
                    return
                }
            }
        }
    }

    /// What happens to all jobs, each state and phase with its place among all of them.
    init(
        feed queue: JobQueue, after place: Int64?, holding: StreamPlaces.Place, words: SourceWords?,
        isStillLetIn: @escaping @Sendable () async -> Bool
    ) {
        self.init(holding: holding) { writer, isOver in
            var visitor = StreamVisitor(isStillLetIn)
            let began = ContinuousClock.now
            var feed = queue.feed(after: place) { isOver() || ContinuousClock.now - began > EventText.longest }
            while true {
                let next = try await feed.next()
                guard await visitor.mayStay() else { return }
                switch next {
                case .news(let news):
                    let view = try await JobEventView(news.event).told(by: words, in: queue)
                    try await writer.write(EventText.event(view.event, view, id: news.position))
                case .progress(let event):
                    try await writer.write(EventText.event("progress", JobEventView(event), id: nil))
                case .ready(let position):
                    try await writer.write(
                        EventText.event("ready", JobFeedPlace(position: position), id: position))
                case .reset(let position):
                    try await writer.write(
                        EventText.event("reset", JobFeedPlace(position: position), id: position))
                case .quiet: try await writer.write(EventText.beat)
                case .end: return
                }
            }
        }
    }

    /// A stream that lets the server stop: `isOver` is true when it is asked to.
    private init(
        holding place: StreamPlaces.Place,
        _ body:
            @escaping @concurrent @Sendable (inout any ResponseBodyWriter, @escaping @Sendable () -> Bool) async throws
            ->
            Void
    ) {
        var headers: HTTPFields = [
            .contentType: "text/event-stream", .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
        ]
        // Proxies such as nginx would hold small pieces back.
        headers[.xAccelBuffering] = "no"
        self.init(
            status: .ok, headers: headers,
            body: ResponseBody { writer in
                defer { withExtendedLifetime(place) {} }
                // At once, so that a viewer knows that the line stands.
                try await writer.write(EventText.opening)
                let shutdown = Shutdown()
                try await withGracefulShutdownHandler {
                    try await body(&writer, { shutdown.isAsked })
                } onGracefulShutdown: {
                    shutdown.ask()
                }
                try await writer.finish(nil)
            })
    }
}

extension JobEventView {
    /// Of what went wrong with a job, its subject says which folder is not to be told.
    fileprivate func told(by words: SourceWords?, in queue: JobQueue) async throws -> JobEventView {
        guard let words, let text, text.contains("/"), let id = JobID(job) else { return self }
        return told(by: words, about: try await queue.job(id).subject)
    }
}

/// Who reads a stream: asked about again now and then, because a token is revoked and a user removed while they look.
private struct StreamVisitor {
    private static let between = Duration.seconds(10)

    private let isStillLetIn: @Sendable () async -> Bool
    private var asked = ContinuousClock.now

    init(_ isStillLetIn: @escaping @Sendable () async -> Bool) { self.isStillLetIn = isStillLetIn }

    mutating func mayStay() async -> Bool {
        guard ContinuousClock.now - asked >= Self.between else { return true }
        asked = .now
        return await isStillLetIn()
    }
}

/// Whether the server was asked to stop.
private final class Shutdown: Sendable {
    private let asked = Mutex(false)

    var isAsked: Bool { asked.withLock(\.self) }
    func ask() { asked.withLock { $0 = true } }
}

/// Server-Sent Events as they are written.
private enum EventText {
    /// How soon a browser comes back when the line breaks, in milliseconds.
    static let opening = ByteBuffer(string: "retry: 2000\n\n")
    /// A comment: nothing to a viewer, but a line that is dead is noticed.
    static let beat = ByteBuffer(string: ": still here\n\n")
    static let end = ByteBuffer(string: "event: end\ndata: {}\n\n")
    /// A stream without an end is cut after so long: who comes back is asked again who they are.
    static let longest = Duration.seconds(3600)

    /// - Parameter id: where who comes back goes on; nil for what is not told again.
    static func event(_ name: String, _ value: some Encodable, id: Int64?) throws -> ByteBuffer {
        let data = try WireJSON.text(value, pretty: false)
        return ByteBuffer(string: "\(id.map { "id: \($0)\n" } ?? "")event: \(name)\ndata: \(data)\n\n")
    }
}
