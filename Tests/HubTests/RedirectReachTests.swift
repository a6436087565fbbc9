import AsyncHTTPClient
import NIOPosix
import Testing

@testable import Hub

@Suite struct `Where a Hub may send us` {
    private static let names = FixedNames([
        "hub.example": "93.184.216.34", "cdn.example": "93.184.216.35", "lan.example": "10.0.0.1",
        "hub.corp": "10.0.0.2",
    ])

    private func judge(_ target: String, from hub: String) async throws {
        let client = HTTPClient(
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, configuration: HubClients.configuration())
        let remote = RemoteHub(
            try #require(HubEndpoint(hub)), clients: HubClients(client),
            settings: .init(reach: Reach(rules: ReachRules(), names: Self.names)))
        let location = try #require(WebLocation(target))
        let result = await Result { try await remote.judge(location) }
        try await client.shutdown()
        try result.get()
    }

    @Test(arguments: ["https://cdn.example/file", "https://hub.example/other"])
    func `is anywhere on the Internet`(_ target: String) async throws {
        try await judge(target, from: "https://hub.example")
    }

    @Test(arguments: [
        "http://127.0.0.1:8899/api/v1/models", "http://[::1]/", "https://lan.example/secret", "http://10.1.2.3/",
        "http://localhost/", "http://169.254.169.254/latest/meta-data",
    ])
    func `is not a machine of this network, from the Internet`(_ target: String) async throws {
        let error = await #expect(throws: HubError.self) { try await judge(target, from: "https://hub.example") }
        guard case .redirectRefused = error else { throw try #require(error) }
    }

    @Test func `is the storage beside a Hub of this network, but never where clouds keep credentials`() async throws {
        try await judge("https://lan.example/blob", from: "https://hub.corp")
        await #expect(throws: HubError.self) {
            try await judge("http://169.254.169.254/latest", from: "https://hub.corp")
        }
    }
}

extension Result where Failure == any Error {
    fileprivate init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
