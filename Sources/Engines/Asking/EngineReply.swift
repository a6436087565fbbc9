package import AsyncHTTPClient
import Domain
package import NIOCore
package import Wire

/// What a model answers, as it comes.
package struct EngineReply: Sendable {
    /// Who answers.
    let name: String
    package let status: Int
    package let body: HTTPClientResponse.Body

    package var isSuccess: Bool { status == 200 }

    /// Bytes of an answer that is not streamed, at most: embeddings of many texts are the largest.
    package static let largest = 256 << 20

    /// All of it; throws `EngineError.tooMuch` when it is more than the limit.
    package func collected(limit: Int = Self.largest) async throws -> ByteBuffer {
        do {
            return try await body.collect(upTo: limit)
        } catch is NIOTooManyBytesError {
            throw EngineError.tooMuch(name, limit: ByteCount(limit))
        } catch {
            throw EngineError.broken(name, error)
        }
    }

    /// All of it as JSON.
    package func json(limit: Int = Self.largest) async throws -> JSONValue {
        try WireJSON.decodeExactly(JSONValue.self, from: String(buffer: try await collected(limit: limit)))
    }

    /// Hands over the parts of a streamed answer.
    ///
    /// - Returns: the model's own measurements, when it gave them.
    package func forEachPart(_ receive: (AnswerPart) async throws -> Void) async throws -> AnswerTimings? {
        var timings: AnswerTimings?
        for try await event in events {
            let part = try AnswerPart(parsing: event)
            timings = part.timings ?? timings
            try await receive(part)
        }
        return timings
    }

    /// The events of a streamed answer.
    package var events: EngineEvents { EngineEvents(name: name, body: body) }
}
