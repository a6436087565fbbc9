import AsyncHTTPClient
import NIOCore

/// The data of a streamed answer's Server-Sent Events, one by one, without the closing `[DONE]`.
package struct EngineEvents: AsyncSequence, Sendable {
    package typealias Element = String
    let name: String
    let body: HTTPClientResponse.Body

    /// Bytes of one event, at most.
    private static let longest = 16 << 20

    package func makeAsyncIterator() -> Iterator {
        Iterator(name: name, source: body.makeAsyncIterator(), lines: EventLines(limit: Self.longest))
    }

    package struct Iterator: AsyncIteratorProtocol {
        let name: String
        var source: HTTPClientResponse.Body.AsyncIterator
        var lines: EventLines
        private var ready: [String] = []
        /// Pieces behind the end that are waited for.
        private static let mostBehind = 8

        init(name: String, source: HTTPClientResponse.Body.AsyncIterator, lines: EventLines) {
            self.name = name
            self.source = source
            self.lines = lines
        }

        @concurrent
        package mutating func next() async throws -> String? {
            while ready.isEmpty {
                do {
                    guard let chunk = try await source.next() else { return nil }
                    ready = try lines.take(Array(chunk.readableBytesView))
                } catch let error as EngineError {
                    throw error
                } catch {
                    throw EngineError.broken(name, error)
                }
            }
            let event = ready.removeFirst()
            guard event == "[DONE]" else { return event }
            try await finish()
            return nil
        }

        /// Reads what is left: a connection whose answer was read to its end serves the next request.
        @concurrent
        private mutating func finish() async throws {
            for _ in 0..<Self.mostBehind {
                do {
                    guard try await source.next() != nil else { return }
                } catch {
                    throw EngineError.broken(name, error)
                }
            }
        }
    }
}
