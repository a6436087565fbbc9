import AsyncAlgorithms
import Domain
import Engines
import HTTPTypes
import Hummingbird

/// Takes a piece of an answer, and comes back when there is room for the next; throws when nobody reads any more.
typealias AnswerWriter = @Sendable (String) async throws -> Void

extension Response {
    /// What a model says, as it says it, and no faster than it is read: nothing piles up for a slow reader. The lease ends with
    /// it; who asked and goes away ends both.
    init(
        of lease: Lease, in context: AccessContext, type: String,
        say: @escaping @Sendable (@escaping AnswerWriter) async throws -> Void,
        fail: @escaping @Sendable (Problem) throws -> String
    ) {
        self.init(
            streaming: type, in: context,
            say: { write in
                defer { lease.end() }
                try await say(write)
            }, fail: fail)
    }

    /// What is said piece by piece, and no faster than it is read. Who asked and goes away ends it.
    ///
    /// - Parameters:
    ///   - say: gives the pieces; what it throws is told by `fail`, because the status is said by then.
    init(
        streaming type: String, headers: HTTPFields = [:], in context: AccessContext,
        say: @escaping @Sendable (@escaping AnswerWriter) async throws -> Void,
        fail: @escaping @Sendable (Problem) throws -> String
    ) {
        var headers = headers
        headers[.contentType] = type
        headers[.cacheControl] = "no-store"
        headers[.xContentTypeOptions] = "nosniff"
        // Proxies such as nginx would hold small pieces back.
        headers[.xAccelBuffering] = "no"
        self.init(
            status: .ok, headers: headers,
            body: ResponseBody { writer in
                let pieces = AsyncThrowingChannel<String, any Error>()
                // Beside the writing: a prompt may be read for long before there is something to write.
                async let said: Void = Self.pump(into: pieces, context, say)
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
        into pieces: AsyncThrowingChannel<String, any Error>, _ context: AccessContext,
        _ say: @escaping @Sendable (@escaping AnswerWriter) async throws -> Void
    ) async {
        do {
            try await context.untilGone {
                try await say { piece in
                    await pieces.send(piece)
                    try Task.checkCancellation()
                }
            }
            pieces.finish()
        } catch {
            pieces.fail(error)
        }
    }
}
