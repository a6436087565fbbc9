import AsyncHTTPClient
package import NIOCore
import NIOHTTP1
import NIOPosix
import Domain

/// Asks models in memory over HTTP, on loopback: no proxy, no redirects.
package struct EngineClient: Sendable {
    let http: HTTPClient
    /// To one address at the same time: how many ask a model is decided where leases are given.
    private static let mostConnections = 4096
    private static let longestAnswer = TimeAmount.hours(24)

    package init() {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: .seconds(10)), decompression: .disabled)
        configuration.httpVersion = .http1Only
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = Self.mostConnections
        configuration.connectionPool.retryConnectionEstablishment = false
        http = HTTPClient(eventLoopGroup: .singletonMultiThreadedEventLoopGroup, configuration: configuration)
    }

    /// Closes all connections; nothing can be asked afterwards.
    package func close() async throws { try await http.shutdown() }

    /// Sends JSON and gives the answer as it comes. Cancelling the task breaks it off, and with it what the model does.
    ///
    /// - Parameter path: behind the address, such as `/v1/chat/completions`.
    package func post(_ path: String, _ body: ByteBuffer, to endpoint: EngineEndpoint) async throws -> EngineReply {
        try await send(.POST, path, .bytes(body), type: "application/json", to: endpoint, within: Self.longestAnswer)
    }

    package func get(_ path: String, from endpoint: EngineEndpoint) async throws -> EngineReply {
        try await send(.GET, path, nil, type: nil, to: endpoint, within: .seconds(30))
    }

    func send(
        _ method: HTTPMethod, _ path: String, _ body: HTTPClientRequest.Body?, type: String?,
        to endpoint: EngineEndpoint, within limit: TimeAmount
    ) async throws -> EngineReply {
        var request = HTTPClientRequest(url: endpoint.address + path)
        request.method = method
        if let key = endpoint.key { request.headers.add(name: "Authorization", value: "Bearer \(key)") }
        // A kept connection holds one of the engine's few threads, and may be closed there just when it is used again.
        request.headers.add(name: "Connection", value: "close")
        if let type { request.headers.add(name: "Content-Type", value: type) }
        request.body = body
        do {
            let response = try await http.execute(request, timeout: limit)
            let name = endpoint.name ?? endpoint.address
            return EngineReply(name: name, status: Int(response.status.code), body: response.body)
        } catch {
            throw EngineError.broken(endpoint.name ?? endpoint.address, error)
        }
    }

    /// Comes back when the engine says that the model is loaded; throws `EngineError.tooSlow` after `patience`.
    func waitUntilHealthy(_ endpoint: EngineEndpoint, alias: String, patience: Duration) async throws {
        let start = ContinuousClock.now
        while ContinuousClock.now < start + patience {
            if await isHealthy(endpoint) { return }
            // Who waits is kept a twentieth longer than need be, and what loads for minutes is not asked all the time.
            let pause = (ContinuousClock.now - start) / 20
            try await Task.sleep(for: min(max(pause, .milliseconds(5)), .milliseconds(250)))
        }
        throw EngineError.tooSlow(alias, limit: patience)
    }

    /// What only this process answers: `/health` needs no key, so that of another at the same port would do.
    private func isHealthy(_ endpoint: EngineEndpoint) async -> Bool {
        do {
            let reply = try await send(.GET, "/props", nil, type: nil, to: endpoint, within: .seconds(5))
            _ = try await reply.collected(limit: 16 << 20)
            return reply.status == 200
        } catch {
            return false  // not listening yet
        }
    }
}
