import Access
import Domain
import Foundation
import Hub
import SystemPackage
import Testing
import Wire

@testable import Server

@Suite struct `The token of a Hub` {
    private static let mine = "https://mine.example/hub"

    private func withHouse(
        _ more: [String: String] = [:], _ body: (House, Settings) async throws -> Void
    ) async throws {
        try await ServerFixture.with { fixture in
            let variables = ["ROOST_HUB": Self.mine].merging(more) { $1 }
            try await fixture.withHouse(variables) { house in try await body(house, house.settings) }
        }
    }

    private func token(_ address: String, _ house: House) throws -> String? {
        let endpoint = try #require(HubEndpoint(address))
        return Hubs.token(for: endpoint, house.settings, stored: house.hubs.tokens)?.revealed
    }

    @Test func `stored for it goes before the one for all, and no other Hub gets it`() async throws {
        try await withHouse(["HF_TOKEN": "hf_all"]) { house, _ in
            #expect(house.hubList.map(\.tokenSource) == ["HF_TOKEN"])
            let view = try await house.setHubToken("hf_mine", for: nil, by: .local)
            #expect(view.address == Self.mine && view.tokenSource == "stored")
            #expect(try token(Self.mine, house) == "hf_mine")
            #expect(try token("https://huggingface.co", house) == "hf_all")
            for other in ["https://mine.example", "http://mine.example/hub", "https://mine.example:444/hub"] {
                #expect(try token(other, house) == nil, "\(other)")
            }
            _ = try await house.setHubToken(nil, for: view.id, by: .local)
            #expect(try token(Self.mine, house) == "hf_all")
        }
    }

    @Test func `is in a file that only its owner can read, and what another process does counts at once`() async throws
    {
        try await withHouse { house, _ in
            _ = try await house.setHubToken("hf_mine", for: nil, by: .local)
            let file = house.home.hubTokens.string
            let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            try Data("{\"\(Self.mine)\": \"hf_other\"}".utf8).write(to: URL(filePath: file))
            #expect(try token(Self.mine, house) == "hf_other")
        }
    }

    @Test func `is written down as stored and removed, never itself`() async throws {
        try await withHouse { house, _ in
            _ = try await house.setHubToken("hf_mine", for: nil, by: .local)
            _ = try await house.setHubToken(nil, for: nil, by: .local)
            _ = try await house.setHubToken(nil, for: nil, by: .local)
            let lines = try await house.audit.entries()
            #expect(lines.map(\.action.rawValue) == ["hub.token.remove", "hub.token.set"])
            #expect(lines.allSatisfy { $0.subject == Self.mine && $0.detail == nil })
        }
    }

    @Test(arguments: ["", " ", "two words", "a\nb", String(repeating: "x", count: 4097), "hf_\u{7f}"])
    func `is refused when it is none`(_ text: String) async throws {
        try await withHouse { house, _ in
            #expect(await problem { _ = try await house.setHubToken(text, for: nil, by: .local) }?.code == .badRequest)
            #expect(!FileManager.default.fileExists(atPath: house.home.hubTokens.string))
        }
    }

    @Test func `is not overwritten in a file that cannot be understood`() async throws {
        try await withHouse { house, _ in
            try Data("[1".utf8).write(to: URL(filePath: house.home.hubTokens.string))
            #expect(try token(Self.mine, house) == nil)
            let refused = await problem { _ = try await house.setHubToken("hf_mine", for: nil, by: .local) }
            #expect(refused?.code == .damaged)
            #expect(try String(contentsOfFile: house.home.hubTokens.string, encoding: .utf8) == "[1")
        }
    }

    @Test func `is for Hubs of the house alone, by id or address`() async throws {
        try await withHouse { house, _ in
            for name in ["https://elsewhere.example", "000000000000", "", "../x"] {
                #expect(
                    await problem { _ = try await house.setHubToken("hf_x", for: name, by: .local) }?.code == .notFound)
            }
            let hub = try #require(house.hubList.first)
            #expect(try house.hub(named: "mine.example/hub") == hub)
            #expect(try house.hub(named: hub.id) == hub)
        }
    }

    @Test func `is not said to be exposed on this machine or over https`() throws {
        let cases = [
            ("http://127.0.0.1:1/hub", false), ("http://localhost:2", false), ("http://[::1]:3", false),
            ("https://hub.example", false), ("http://hub.example", true), ("http://10.1.2.3", true),
        ]
        for (address, isExposed) in cases {
            #expect(try #require(HubEndpoint(address)).isExposed == isExposed, "\(address)")
        }
    }

    @Test func `asks a Hub that is not there once, and says why`() async throws {
        try await ServerFixture.with { fixture in
            try await fixture.withHouse(["ROOST_HUB": "http://127.0.0.1:9"]) { house in
                let check = try await house.checkHub(nil)
                #expect(!check.reachable && check.latencyMs == nil && !check.withToken)
                #expect(check.problem?.code == "unreachable")
            }
        }
    }
}
