import AsyncAlgorithms
import Domain
import HTTPTypes
import Hummingbird

/// Takes a piece of an answer, and comes back when there is room for the next; throws when nobody reads any more.
typealias AnswerWriter = @Sendable (String) async throws -> Void

extension Response {
    /// What a model says, as it says it, and no faster than it is read: nothing piles up for a slow reader. Who asked and goes
    /// away ends it, and so does one who takes nothing for longer than `patience`.
    ///
    /// - Parameters:
    ///   - say: gives the pieces; what it throws is told by `fail`, because the status is said by then.
    init(
        streaming type: String, headers: HTTPFields, patience: Duration, in context: AccessContext,
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
                async let said: Void = Self.pump(into: pieces, context, patience, say)
                var iterator = pieces.makeAsyncIterator()
                while let piece = try await Self.next(&iterator, context, fail) {
                    try await writer.write(ByteBuffer(string: piece.text))
                    if piece.isLast { break }
                }
                await said
                try await writer.finish(nil)
            })
    }

    /// What is to be written next. Every error but that of one who went away becomes words, and is the last.
    @concurrent
    private static func next(
        _ pieces: inout AsyncThrowingChannel<String, any Error>.AsyncIterator, _ context: AccessContext,
        _ fail: @Sendable (Problem) throws -> String
    ) async throws -> (text: String, isLast: Bool)? {
        do {
            return try await pieces.next().map { ($0, false) }
        } catch let error as CancellationError {
            throw error
        } catch {
            let problem = Problem(error)
            DetailAnswers.note(error, problem, context.logger)
            return (try fail(problem), true)
        }
    }

    private static func pump(
        into pieces: AsyncThrowingChannel<String, any Error>, _ context: AccessContext, _ patience: Duration,
        _ say: @escaping @Sendable (@escaping AnswerWriter) async throws -> Void
    ) async {
        do {
            try await context.untilGone(patience: patience) {
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
