import Domain
import NIOPosix
import Testing

@testable import Hub

@Suite struct `A Hub behind a proxy` {
    private static func ask(_ endpoint: String, through proxy: StubHub) async throws -> Result<
        RepositoryRefs, any Error
    > {
        let rules = ProxyRules(environment: [
            "HTTPS_PROXY": "http://ann:pass@127.0.0.1:\(proxy.port)", "HTTP_PROXY": proxy.url,
        ])
        let clients = HubClients(rules: rules, eventLoopGroup: MultiThreadedEventLoopGroup.singleton)
        let hub = RemoteHub(
            try #require(HubEndpoint(endpoint)), clients: clients,
            settings: .init(token: HubToken("hf_secret"), retry: .never, stall: .seconds(10)))
        let answer: Result<RepositoryRefs, any Error>
        do { answer = .success(try await hub.refs(try HubFixture.id())) } catch { answer = .failure(error) }
        try await clients.shutdown()
        return answer
    }

    @Test func `a plain Hub is asked through it`() async throws {
        try await StubHub.with { _, _ in
            .json(#"{"branches":[]}"#)
        } _: { proxy in
            _ = try await Self.ask("http://hub.invalid", through: proxy).get()
            #expect(proxy.requests.map(\.target) == ["http://hub.invalid/api/models/org/name/refs"])
        }
    }

    @Test func `a Hub over TLS is asked for a tunnel, and the proxy never sees the token`() async throws {
        try await StubHub.with { _, _ in
            StubResponse(status: 403)
        } _: { proxy in
            guard case .failure(let error) = try await Self.ask("https://hub.invalid", through: proxy) else {
                throw Problem(.internal, "the tunnel was refused and yet there is an answer")
            }
            #expect(Problem(error).code == .unreachable)
            let request = try #require(proxy.requests.first)
            #expect(request.method == "CONNECT" && request.target == "hub.invalid:443")
            #expect(request["Authorization"] == nil)
            #expect(request["Proxy-Authorization"]?.hasPrefix("Basic ") == true)
        }
    }
}
