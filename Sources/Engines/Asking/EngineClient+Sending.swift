import AsyncHTTPClient
package import Domain
package import NIOCore
package import NIOHTTP1
package import Wire

extension EngineClient {
    /// Sends JSON with its names as they are, by any method.
    package func send(
        _ method: HTTPMethod, _ path: String, json: JSONValue, to endpoint: EngineEndpoint
    ) async throws -> EngineReply {
        try await send(
            method, path, .bytes(ByteBuffer(string: try WireJSON.exactText(json))), type: "application/json",
            to: endpoint, within: .seconds(60))
    }

    /// Sends JSON whatever becomes of it, and of the task it is sent from: an old kind of request knows of no tasks.
    func tell(_ path: String, json: JSONValue, to endpoint: EngineEndpoint) async {
        do {
            let body = HTTPClient.Body.string(try WireJSON.exactText(json))
            var request = try HTTPClient.Request(url: endpoint.address + path, method: .POST, body: body)
            request.headers.add(name: "Content-Type", value: "application/json")
            if let key = endpoint.key { request.headers.add(name: "Authorization", value: "Bearer \(key)") }
            _ = try await http.execute(request: request, deadline: .now() + .seconds(10)).get()
        } catch {
            return  // it goes by itself there, or the next look shows that it did not
        }
    }

    /// Asks only for the status.
    package func head(_ path: String, from endpoint: EngineEndpoint) async throws -> EngineReply {
        try await send(.HEAD, path, nil, type: nil, to: endpoint, within: .seconds(30))
    }

    /// Sends a file as it is read.
    package func upload<Bytes: AsyncSequence & Sendable>(
        _ path: String, size: ByteCount, _ bytes: Bytes, to endpoint: EngineEndpoint
    ) async throws -> EngineReply where Bytes.Element == ByteBuffer {
        try await send(
            .POST, path, .stream(bytes, length: .known(size.bytes)), type: "application/octet-stream", to: endpoint,
            within: .hours(24))
    }
}

extension EngineReply {
    /// The lines of a streamed answer that has one JSON value in each.
    package func lines(limit: Int) -> EngineLines { EngineLines(name: name, body: body, limit: limit) }
}

/// Lines as they come; a line that is too long is an error.
package struct EngineLines: AsyncSequence, Sendable {
    package typealias Element = String
    let name: String
    let body: HTTPClientResponse.Body
    let limit: Int

    package func makeAsyncIterator() -> Iterator {
        Iterator(name: name, limit: limit, source: body.makeAsyncIterator())
    }

    package struct Iterator: AsyncIteratorProtocol {
        let name: String
        let limit: Int
        var source: HTTPClientResponse.Body.AsyncIterator
        var open: [UInt8] = []
        var isOver = false

        init(name: String, limit: Int, source: HTTPClientResponse.Body.AsyncIterator) {
            self.name = name
            self.limit = limit
            self.source = source
        }

        @concurrent
        package mutating func next() async throws -> String? {
            while true {
                if let end = open.firstIndex(of: UInt8(ascii: "\n")) {
                    let line = String(decoding: open[..<end], as: UTF8.self)
                    open.removeFirst(end + 1)
                    if line.isEmpty { continue }
                    return line
                }
                guard !isOver else { return nil }
                guard open.count <= limit else { throw EngineError.tooMuch(name, limit: .init(limit)) }
                do {
                    if let chunk = try await source.next() {
                        open += Array(chunk.readableBytesView)
                        continue
                    }
                } catch {
                    throw EngineError.broken(name, error)
                }
                isOver = true
                if !open.isEmpty { open.append(UInt8(ascii: "\n")) }
            }
        }
    }
}
