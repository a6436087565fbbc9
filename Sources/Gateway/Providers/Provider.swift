package import AsyncHTTPClient
import NIOCore

/// Somebody who can be asked.
package protocol Provider: Sendable {
    /// Nothing that is asked leaves this machine.
    var isLocal: Bool { get }

    /// Asks, and comes back with a whole answer or with a stream that has begun. Throws `AttemptFailure`, or
    /// `CancellationError`.
    func ask(_ question: Question, model: String) async throws -> ProviderAnswer
}

package enum ProviderAnswer: Sendable {
    case whole(WholeAnswer)
    case stream(UpstreamStream)
}

/// One streamed answer of a provider, read by whoever wants the next piece.
package actor UpstreamStream {
    private let body: HTTPClientResponse.Body
    private var bytes: HTTPClientResponse.Body.AsyncIterator?
    private var parser = EventParser()
    private var reader: any StreamReading
    /// What must live as long as the answer, such as the lease of a model.
    private var holding: (any Sendable)?
    private var isOver = false

    package init(_ body: HTTPClientResponse.Body, _ reader: any StreamReading, holding: (any Sendable)? = nil) {
        self.body = body
        self.reader = reader
        self.holding = holding
    }

    /// What came with the next bytes; nil at the end. Never asked twice at once.
    package func next() async throws -> [AnswerChunk]? {
        while !isOver {
            var iterator = bytes ?? body.makeAsyncIterator()
            bytes = nil
            let buffer: ByteBuffer?
            do {
                buffer = try await iterator.next(isolation: self)
            } catch {
                throw AttemptFailure.line(error, "the stream broke")
            }
            bytes = iterator
            guard let buffer else { return try finish() }
            var chunks: [AnswerChunk] = []
            for event in try parser.take(buffer) { chunks += try reader.take(event) }
            if !chunks.isEmpty { return chunks }
        }
        return nil
    }

    private func finish() throws -> [AnswerChunk]? {
        isOver = true
        holding = nil
        let chunks = try reader.end()
        return chunks.isEmpty ? nil : chunks
    }
}
