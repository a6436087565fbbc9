import Access
import Domain
import Foundation
import Hub
import SystemPackage
import Testing
import Wire

@testable import Server

@Suite struct `Hubs that were added` {
    private static let mine = "https://mine.example"
    private static let near = "http://127.0.0.1:8999/hub"

    private func withHouse(
        _ more: [String: String] = [:], _ body: (House, ServerFixture) async throws -> Void
    ) async throws {
        let variables = ["ROOST_HUB": Self.mine, "HF_TOKEN": "hf_all"].merging(more) { $1 }
        try await ServerFixture.with { fixture in
            try await fixture.withHouse(variables) { try await body($0, fixture) }
        }
    }

    private func addresses(_ house: House) -> [String] { house.hubs.standard.map(\.endpoint.description) }

    private func problem(_ body: () async throws -> Void) async -> Problem? {
        do {
            try await body()
            return nil
        } catch {
            return Problem(error)
        }
    }

    @Test func `are asked behind the others at once, by every process of the home, until they are removed`()
        async throws
    {
        try await withHouse(["ROOST_REACH_PRIVATE": "true"]) { house, fixture in
            #expect(try await house.addHub(Self.near + "/", by: .local).origin == "added")
            #expect(addresses(house) == [Self.mine, Self.near])
            try await fixture.withHouse(["ROOST_HUB": "https://other.example"]) { other in
                #expect(addresses(other) == ["https://other.example", Self.near])
                try await other.removeHub(Self.near, by: .local)
            }
            #expect(addresses(house) == [Self.mine])
            #expect(try await house.audit.entries().map(\.action.rawValue) == ["hub.remove", "hub.add"])
        }
    }

    @Test func `are missed where their file is damaged, in a search, on the overview and by the doctor`() async throws {
        try await withHouse(["ROOST_OFFLINE": "true"]) { house, _ in
            try Data("{".utf8).write(to: URL(filePath: house.home.addedHubs.string))
            let name = try #require(house.home.addedHubs.lastComponent?.string)
            let problem = try #require(house.hubs.added.problem)
            #expect(problem.message.contains("`\(name)`") && !problem.message.contains(house.home.path.string))
            #expect(problem.hint?.contains("mend the file") == true)
            let found = try await house.search(HubQuery(), kind: .model)
            #expect(found.unreachable.contains { $0.reason.contains(name) })
        }
    }

    @Test func `no longer count as silent once they are removed, or were heard`() async throws {
        try await withHouse(["ROOST_REACH_PRIVATE": "true"]) { house, _ in
            let hub = try await house.addHub(Self.near, by: .local)
            let silence = Problem(.unreachable, "no answer")
            house.hubs.answers.note(hub.address, silence)
            #expect(house.hubs.silent.count == 1)
            house.hubs.answers.note(hub.address, nil)
            #expect(house.hubs.silent.isEmpty)
            house.hubs.answers.note(hub.address, silence)
            try await house.removeHub(hub.id, by: .local)
            #expect(house.hubs.silent.isEmpty)
        }
    }

    @Test func `stand where the settings name them, should they do so later`() async throws {
        try await withHouse(["ROOST_REACH_PRIVATE": "true"]) { house, fixture in
            _ = try await house.addHub(Self.near, by: .local)
            try await fixture.withHouse(["ROOST_HUB": Self.near]) { other in
                #expect(other.hubList.map(\.origin) == ["settings"])
                #expect(await problem { try await other.removeHub(Self.near, by: .local) }?.code == .conflict)
            }
        }
    }

    @Test(arguments: [
        (near, Problem.Code.forbidden), ("http://169.254.169.254", .forbidden),
        ("http://10.1.2.3:8899/hub", .forbidden),
        ("http://[::1]:8899", .forbidden), ("https://8.8.8.8:22", .forbidden), ("http://2130706433", .forbidden),
        ("file:///etc", .badRequest), ("https://ann@hub.example", .badRequest), ("", .badRequest), (mine, .conflict),
    ])
    func `must be public, of the web, and new`(address: String, code: Problem.Code) async throws {
        try await withHouse { house, _ in
            #expect(await problem { _ = try await house.addHub(address, by: .local) }?.code == code)
            #expect(!FileManager.default.fileExists(atPath: house.home.addedHubs.string))
        }
    }

    @Test func `get a token that is stored for them, and no other`() async throws {
        try await withHouse(["ROOST_REACH_ALLOW": "127.0.0.1:8999"]) { house, _ in
            let hub = try await house.addHub(Self.near, by: .local)
            #expect(hub.takesToken && hub.tokenSource == nil)
            #expect(try await house.setHubToken("hf_near", for: hub.id, by: .local).tokenSource == "stored")
            try await house.removeHub(hub.id, by: .local)
            let endpoint = try #require(HubEndpoint(Self.near))
            #expect(house.hubs.tokens.token(for: endpoint) == nil)
        }
    }

    @Test func `are bounded, and a file that is none of theirs is left alone`() async throws {
        try await withHouse(["ROOST_REACH_PRIVATE": "true"]) { house, _ in
            for index in 0..<AddedHubs.most {
                _ = try await house.addHub("http://127.0.0.1:\(2000 + index)", by: .local)
            }
            #expect(await problem { _ = try await house.addHub(Self.near, by: .local) }?.code == .conflict)
            try Data("{}".utf8).write(to: URL(filePath: house.home.addedHubs.string))
            #expect(addresses(house) == [Self.mine])
            #expect(await problem { _ = try await house.addHub(Self.near, by: .local) }?.code == .damaged)
            #expect(try String(contentsOfFile: house.home.addedHubs.string, encoding: .utf8) == "{}")
        }
    }
}
