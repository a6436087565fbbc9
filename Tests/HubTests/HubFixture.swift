import AsyncHTTPClient
import Domain
import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import Hub

/// A `RemoteHub` on a stub server, with a clock that never waits.
struct HubFixture: Sendable {
    static let commit = String(repeating: "c", count: 40)
    static let sha1 = String(repeating: "a", count: 40)
    static let sha256 = String(repeating: "b", count: 64)

    let hub: RemoteHub
    let stub: StubHub
    let waits: Waits

    /// What the client would have slept.
    final class Waits: Sendable {
        private let all = Mutex<[Duration]>([])
        var list: [Duration] { all.withLock { $0 } }
        func add(_ wait: Duration) { all.withLock { $0.append(wait) } }
    }

    @discardableResult
    static func with<Result>(
        token: String? = nil, retries: Int = 0, offline: Bool = false, stall: Duration = .seconds(10),
        base: String = "",
        _ respond: @escaping @Sendable (StubRequest, _ port: Int) -> StubResponse,
        _ body: (HubFixture) async throws -> Result
    ) async throws -> Result {
        try await StubHub.with(respond) { stub in
            let client = HTTPClient(
                eventLoopGroup: MultiThreadedEventLoopGroup.singleton, configuration: HubClients.configuration())
            let waits = Waits()
            let hub = RemoteHub(
                try #require(HubEndpoint(stub.url + base)), clients: HubClients(client),
                settings: .init(
                    token: token.flatMap { HubToken($0) }, isOffline: offline, retry: RetryPolicy(retries: retries),
                    stall: stall),
                time: HubTime(sleep: { waits.add($0) }, chance: { 1 }))
            do {
                let result = try await body(HubFixture(hub: hub, stub: stub, waits: waits))
                try await client.shutdown()
                return result
            } catch {
                try await client.shutdown()
                throw error
            }
        }
    }

    static func id(_ text: String = "org/name", kind: RepositoryKind = .model) throws -> RepositoryID {
        try #require(RepositoryID(text, kind: kind))
    }

    static func commitID() throws -> GitObjectID { try #require(GitObjectID(commit)) }

    static func path(_ text: String) throws -> RepositoryPath { try #require(RepositoryPath(text)) }

    static func file(_ text: String = "model.gguf", size: Int) throws -> RemoteFile {
        RemoteFile(
            path: try path(text),
            content: ExpectedContent(identity: .sha256(try #require(Digest(sha256))), size: ByteCount(size)))
    }
}

extension FileBody {
    /// Everything, in memory.
    func all() async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await buffer in self { bytes += buffer.readableBytesView }
        return bytes
    }
}
