import Domain
import Hub
import Testing

@testable import Registry

@Suite struct `A Hub asked about many models' links` {
    private func ask(_ hub: OnceTriedHub, for path: String) async throws {
        let commit = try #require(GitObjectID(GateHome.commit))
        let path = try #require(RepositoryPath(path))
        _ = try await hub.smallFile(id("org/model"), commit: commit, path: path, limit: ByteCount(10))
    }

    @Test func `is not tried again once it could not be reached`() async throws {
        try await CaptureFixture.with([:]) { fixture in
            let gone = HubError.unreachable(host: "hub", why: "refused")
            let scripted = fixture.hub(.init(filesFail: gone))
            let hub = OnceTriedHub(scripted)
            for path in ["a.txt", "b.txt"] { await #expect(throws: gone) { try await ask(hub, for: path) } }
            #expect(scripted.log.texts == ["a.txt"])
        }
    }

    @Test func `is asked on when it answered that something is not there`() async throws {
        try await CaptureFixture.with([:]) { fixture in
            let scripted = fixture.hub(.init(filesFail: .disabled(try id("org/model"), page: "")))
            let hub = OnceTriedHub(scripted)
            for path in ["a.txt", "b.txt"] {
                await #expect(throws: HubError.self) { try await ask(hub, for: path) }
            }
            #expect(scripted.log.texts == ["a.txt", "b.txt"])
        }
    }
}
