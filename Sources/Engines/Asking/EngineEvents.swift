import AsyncHTTPClient
import Domain
import NIOCore

/// The data of a streamed answer's Server-Sent Events, one by one, to the closing `[DONE]`: nothing is read behind it.
package struct EngineEvents: AsyncSequence, Sendable {
    package typealias Element = String
    let name: String
    let body: HTTPClientResponse.Body

    /// Bytes of one event, at most.
    private static let longest = 16 << 20

    package func makeAsyncIterator() -> Iterator {
        Iterator(name: name, source: body.makeAsyncIterator(), parser: EventParser(limit: Self.longest))
    }

    package struct Iterator: AsyncIteratorProtocol {
        let name: String
        var source: HTTPClientResponse.Body.AsyncIterator
        var parser: EventParser
        private var ready: ArraySlice<ServerEvent> = []
        private var isOver = false

        init(name: String, source: HTTPClientResponse.Body.AsyncIterator, parser: EventParser) {
            self.name = name
            self.source = source
            self.parser = parser
        }

        @concurrent
        package mutating func next() async throws -> String? {
            while ready.isEmpty, !isOver {
                do {
                    guard let chunk = try await source.next() else { return nil }
                    ready = try parser.take(chunk)[...]
                } catch let error as EventParser.TooLong {
                    throw EngineError.tooMuch(name, limit: ByteCount(error.limit))
                } catch {
                    throw EngineError.broken(name, error)
                }
            }
            guard !isOver, let event = ready.popFirst()?.data else { return nil }
            isOver = event == "[DONE]"
            return isOver ? nil : event
        }
    }
}
