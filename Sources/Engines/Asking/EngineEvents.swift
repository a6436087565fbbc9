import AsyncHTTPClient
import NIOCore

/// The data of a streamed answer's Server-Sent Events, one by one, without the closing `[DONE]`.
package struct EngineEvents: AsyncSequence, Sendable {
    package typealias Element = String
    let body: HTTPClientResponse.Body

    /// Bytes of one event, at most.
    private static let longest = 16 << 20

    package func makeAsyncIterator() -> Iterator {
        Iterator(source: body.makeAsyncIterator(), lines: EventLines(limit: Self.longest))
    }

    package struct Iterator: AsyncIteratorProtocol {
        var source: HTTPClientResponse.Body.AsyncIterator
        var lines: EventLines
        private var ready: [String] = []

        init(source: HTTPClientResponse.Body.AsyncIterator, lines: EventLines) {
            self.source = source
            self.lines = lines
        }

        @concurrent
        package mutating func next() async throws -> String? {
            while ready.isEmpty {
                do {
                    guard let chunk = try await source.next() else { return nil }
                    ready = try lines.take(Array(chunk.readableBytesView))
                } catch let error as HTTPClientError where error != .cancelled {
                    throw EngineError.lost("the engine", why: error.shortDescription)
                }
            }
            let event = ready.removeFirst()
            return event == "[DONE]" ? nil : event
        }
    }
}
