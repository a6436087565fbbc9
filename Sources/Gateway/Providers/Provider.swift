package import AsyncHTTPClient
import Engines
import NIOCore

/// Somebody who can be asked.
package protocol Provider: Sendable {
    /// Nothing that is asked leaves this machine.
    var isLocal: Bool { get }

    /// See `Dialect.silentWindow`.
    var silentWindow: Int? { get }

    /// Asks, and comes back with a whole answer or with a stream that has begun. Throws `AttemptFailure`, or
    /// `CancellationError`.
    ///
    /// - Parameter watch: told while it waits for its turn.
    func ask(_ question: Question, model: String, _ watch: AttemptWatch) async throws -> ProviderAnswer
}

extension Provider {
    package var silentWindow: Int? { nil }
}

package enum ProviderAnswer: Sendable {
    case whole(WholeAnswer)
    case stream(UpstreamStream)
}

/// One streamed answer of a provider, read by whoever wants the next piece.
package actor UpstreamStream {
    /// Nil when it is over.
    private var body: HTTPClientResponse.Body?
    private var bytes: HTTPClientResponse.Body.AsyncIterator?
    private var parser = EventParser(limit: UpstreamStream.longestEvent)
    private var reader: any StreamReading
    private let hidden: HiddenKey?
    /// What must live as long as the answer, such as the lease of a model.
    private var holding: (any Sendable)?

    /// Bytes of one event, at most.
    private static let longestEvent = 8 << 20
    /// How long the end of a connection is waited for behind the end of the answer, so that it can be used again.
    private static let afterEnd = Duration.milliseconds(200)

    /// - Parameters:
    ///   - hiding: the key, which the stream is not to repeat.
    ///   - holding: what must live as long as the answer.
    package init(
        _ body: HTTPClientResponse.Body, _ reader: any StreamReading, hiding hidden: HiddenKey? = nil,
        holding: (any Sendable)? = nil
    ) {
        self.body = body
        self.reader = reader
        self.hidden = hidden
        self.holding = holding
    }

    /// What came with the next bytes; nil at the end. Never asked twice at once.
    package func next() async throws -> [AnswerChunk]? {
        do {
            while let buffer = try await piece() {
                var chunks: [AnswerChunk] = []
                for event in try parser.take(buffer) where !reader.isOver {
                    chunks += try reader.take(hidden?.cleaned(event) ?? event)
                }
                if reader.isOver {
                    chunks += try reader.end()
                    await finish()
                }
                if !chunks.isEmpty { return chunks }
            }
            guard body != nil else { return nil }
            let chunks = try reader.end()
            close()
            return chunks.isEmpty ? nil : chunks
        } catch let error as EventParser.TooLong {
            close()
            throw AttemptFailure(.malformed, "an event of the stream is longer than \(error.limit) bytes")
        } catch {
            close()
            throw error
        }
    }

    /// Lets go of everything: the connection is closed, what was held is free.
    package func close() {
        body = nil
        bytes = nil
        holding = nil
    }

    private func piece() async throws -> ByteBuffer? {
        guard let body else { return nil }
        var iterator = bytes ?? body.makeAsyncIterator()
        bytes = nil
        do {
            let buffer = try await iterator.next(isolation: self)
            if self.body != nil { bytes = iterator }
            return buffer
        } catch {
            throw AttemptFailure.line(error, "the stream broke", hadBegun: true)
        }
    }

    /// The answer is whole. The end of the connection comes with it or soon; who keeps it open is not waited for.
    private func finish() async {
        holding = nil
        do {
            try await Deadline.within(Self.afterEnd) { while try await self.piece() != nil {} }
        } catch {
            // The connection is closed instead.
        }
        close()
    }
}
