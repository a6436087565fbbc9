import Domain
import NIOPosix
import Testing

@testable import Hub

@Suite struct `A Hub behind a proxy` {
    private static func ask(_ endpoint: String, through proxy: StubHub) async throws -> Result<
        RepositoryRefs, any Error
    > {
        let rules = ProxyRules(environment: [
            "HTTPS_PROXY": "http://ann:pass@127.0.0.1:\(proxy.port)",
            "HTTP_PROXY": "http://ann:pass@127.0.0.1:\(proxy.port)",
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

    @Test(arguments: ["https://hub.invalid": "hub.invalid:443", "http://hub.invalid:8080": "hub.invalid:8080"])
    func `the proxy is asked for a tunnel and never sees the token`(endpoint: String, target: String) async throws {
        try await StubHub.with { _, _ in
            StubResponse(status: 403)
        } _: { proxy in
            guard case .failure(let error) = try await Self.ask(endpoint, through: proxy) else {
                throw Problem(.internal, "the tunnel was refused and yet there is an answer")
            }
            #expect(Problem(error).code == .unreachable)
            let request = try #require(proxy.requests.first)
            #expect(request.method == "CONNECT" && request.target == target)
            #expect(request["Authorization"] == nil)
            #expect(request["Proxy-Authorization"]?.hasPrefix("Basic ") == true)
        }
    }
}
