import AsyncAlgorithms
import Domain
import Engines
import HTTPTypes
import Hummingbird
import Logging
import Wire

/// Long work, told as Ollama tells it: a line of JSON for each step, `success` at the end.
enum OllamaProgress {
    typealias Teller = @Sendable (JSONValue) async throws -> Void

    /// - Parameter isStreamed: else only the end is told, with the status of what went wrong.
    static func answer(
        isStreamed: Bool, _ context: AccessContext, _ work: @escaping @Sendable (Teller) async throws -> Void
    ) async throws -> Response {
        guard isStreamed else {
            try await work { _ in }
            return try Response(json: ["status": "success"])
        }
        var headers: HTTPFields = [
            .contentType: "application/x-ndjson", .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
        ]
        headers[.xAccelBuffering] = "no"
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody { writer in
                let lines = AsyncThrowingChannel<JSONValue, any Error>()
                async let done: Void = run(work, into: lines, context)
                do {
                    for try await line in lines { try await writer.write(try text(line)) }
                    try await writer.write(try text(["status": "success"]))
                } catch let error as any ProblemConvertible {
                    try await writer.write(try text(OllamaAnswers.body(error.problem)))
                }
                await done
                try await writer.finish(nil)
            })
    }

    private static func text(_ line: JSONValue) throws -> ByteBuffer {
        ByteBuffer(string: try WireJSON.exactText(line) + "\n")
    }

    private static func run(
        _ work: @escaping @Sendable (Teller) async throws -> Void,
        into lines: AsyncThrowingChannel<JSONValue, any Error>, _ context: AccessContext
    ) async {
        do {
            try await context.untilGone {
                try await work { line in
                    await lines.send(line)
                    try Task.checkCancellation()
                }
            }
            lines.finish()
        } catch {
            if !(error is CancellationError), !(error is any ProblemConvertible) {
                context.logger.error("A request failed", metadata: ["error": "\(error)"])
                return lines.fail(Problem.unexpected)
            }
            lines.fail(error)
        }
    }
}
