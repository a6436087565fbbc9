package import AsyncHTTPClient
package import NIOCore

/// The HTTP clients a Hub is asked with: one that connects directly and one for each proxy.
package struct HubClients: Sendable {
    private let direct: HTTPClient
    private let proxied: [ProxyRules.Server: HTTPClient]
    private let rules: ProxyRules

    /// One client for everything. It must not follow redirects itself: see `configuration(proxy:)`.
    package init(_ client: HTTPClient) {
        direct = client
        proxied = [:]
        rules = .none
    }

    /// Clients for these rules; whoever makes them calls `shutdown`.
    package init(rules: ProxyRules, eventLoopGroup: any EventLoopGroup) {
        func client(_ proxy: ProxyRules.Server?) -> HTTPClient {
            HTTPClient(eventLoopGroup: eventLoopGroup, configuration: Self.configuration(proxy: proxy))
        }
        direct = client(nil)
        proxied = Dictionary(uniqueKeysWithValues: rules.all.map { ($0, client($0)) })
        self.rules = rules
    }

    /// Closes all connections; nothing can be asked afterwards.
    package func shutdown() async throws {
        for client in proxied.values { try await client.shutdown() }
        try await direct.shutdown()
    }

    /// HTTP/1.1, 10 s to connect, no redirects, no decompression: redirects and encodings are ours to judge.
    ///
    /// There is no read timeout: it would also run while a slow reader holds the sender back.
    package static func configuration(proxy: ProxyRules.Server? = nil) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: .seconds(10)), decompression: .disabled)
        configuration.httpVersion = .http1Only
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 32
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.proxy = proxy.map { server in
            .server(
                host: server.host, port: server.port,
                authorization: server.user.map { .basic(username: $0, password: server.password ?? "") })
        }
        return configuration
    }

    func client(for origin: WebOrigin) -> HTTPClient {
        rules.proxy(for: origin).flatMap { proxied[$0] } ?? direct
    }
}
