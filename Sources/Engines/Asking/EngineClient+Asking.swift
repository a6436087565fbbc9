package import Domain
import NIOCore
package import Wire

extension EngineClient {
    /// Sends JSON with its names as they are.
    package func post(_ path: String, json: JSONValue, to endpoint: EngineEndpoint) async throws -> EngineReply {
        try await post(path, ByteBuffer(string: try WireJSON.exactText(json)), to: endpoint)
    }

    /// Asks for a streamed answer and hands over its parts.
    ///
    /// - Returns: the model's own measurements, when it gave them.
    /// - Throws: `Problem` in the model's words when it refuses.
    package func ask(
        _ path: String, _ question: JSONValue, of endpoint: EngineEndpoint,
        _ receive: (AnswerPart) async throws -> Void
    ) async throws -> AnswerTimings? {
        try await open(path, question, of: endpoint).forEachPart(receive)
    }

    /// Asks, and comes back when the answer begins.
    package func open(
        _ path: String, _ question: JSONValue, of endpoint: EngineEndpoint
    ) async throws -> EngineReply {
        let reply = try await post(path, json: question, to: endpoint)
        guard reply.isSuccess else { throw try await refusal(reply) }
        return reply
    }

    /// What an answer that is none says, in its own words.
    package func refusal(_ reply: EngineReply) async throws -> Problem {
        let said = try await reply.collected(limit: 1 << 20)
        let json = try? WireJSON.decodeExactly(JSONValue.self, from: String(buffer: said))  // said as text below
        let words = json?["error"]?["message"]?.string ?? json?["error"]?.string ?? String(buffer: said)
        let message = String(words.prefix(500)).replacing("\n", with: " ")
        let code: Problem.Code =
            switch reply.status {
            case 401: .unauthorized
            case 403: .forbidden
            case 404: .notFound
            case 400..<500: .badRequest
            case 503: .busy
            case 501: .unsupported
            default: .upstream
            }
        return Problem(code, message.isEmpty ? "the model answered with status \(reply.status)" : message)
    }
}
