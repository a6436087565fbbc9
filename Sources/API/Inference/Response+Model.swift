import Domain
import Engines
import HTTPTypes
import Hummingbird

/// Takes a piece of an answer; throws when nobody reads.
typealias AnswerWriter = @Sendable (String) throws -> Void

extension Response {
    /// Pieces that may wait for a reader slower than the model.
    private static var mostAhead: Int { 100_000 }

    /// What a model says, as it says it. The lease ends with it; who asked and goes away ends both.
    ///
    /// - Parameters:
    ///   - say: gives the pieces; what it throws is told by `fail`, because the status is said by then.
    init(
        of lease: Lease, in context: AccessContext, type: String,
        say: @escaping @Sendable (AnswerWriter) async throws -> Void,
        fail: @escaping @Sendable (Problem) throws -> String
    ) {
        var headers: HTTPFields = [
            .contentType: type, .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
        ]
        // Proxies such as nginx would hold small pieces back.
        headers[.xAccelBuffering] = "no"
        self.init(
            status: .ok, headers: headers,
            body: ResponseBody { writer in
                defer { lease.end() }
                let (pieces, feed) = AsyncThrowingStream<String, any Error>.makeStream(
                    bufferingPolicy: .bufferingOldest(Self.mostAhead))
                // Beside the writing: a prompt may be read for long before there is something to write.
                async let said: Void = Self.pump(into: feed, context, say)
                do {
                    for try await piece in pieces { try await writer.write(ByteBuffer(string: piece)) }
                } catch let error as any ProblemConvertible {
                    try await writer.write(ByteBuffer(string: try fail(error.problem)))
                }
                await said
                try await writer.finish(nil)
            })
    }

    private static func pump(
        into feed: AsyncThrowingStream<String, any Error>.Continuation, _ context: AccessContext,
        _ say: @escaping @Sendable (AnswerWriter) async throws -> Void
    ) async {
        do {
            try await context.untilGone {
                try await say { piece in
                    guard case .enqueued = feed.yield(piece) else {
                        throw Problem(.cancelled, "nobody reads the answer as fast as it is given")
                    }
                }
            }
            feed.finish()
        } catch {
            feed.finish(throwing: error)
        }
    }
}
