import Domain
import Foundation
import Hub
import Testing

@testable import Server

@Suite struct `The Hubs of a house` {
    @Test func `are the public one when none is set, and those that are set in their order`() async throws {
        try await ServerFixture.with { fixture in
            try await fixture.withHouse { house in
                #expect(house.hubs.standard.map(\.endpoint.description) == ["https://huggingface.co"])
            }
            try fixture.write("home/config.yaml", "hubs: [\"http://127.0.0.1:1/hub\", \"https://b.example\"]")
            try await fixture.withHouse { house in
                #expect(
                    house.hubs.standard.map(\.endpoint.description) == ["http://127.0.0.1:1/hub", "https://b.example"])
            }
        }
    }

    @Test func `get the samples of a server that is running in the same home`() async throws {
        try await ServerFixture.with { fixture in
            try await fixture.withHouse { house in
                try ServerNote(pid: getpid(), address: "http://127.0.0.1:8899", servesSamples: true).write(house.home)
            }
            try await fixture.withHouse { house in
                #expect(house.hubs.standard.map(\.endpoint.description).last == "http://127.0.0.1:8899/hub")
            }
        }
    }

    @Test func `see the token only when they are the public one or set by the user`() async throws {
        try await ServerFixture.with { fixture in
            let settings = try await fixture.settings(.init(hub: "https://mine.example/hub"), ["HF_TOKEN": "hf_secret"])
            let cases = [
                ("https://mine.example/hub", true), ("https://mine.example/hub/", true),
                ("https://huggingface.co", true),
                ("https://mine.example", false), ("https://other.example", false), ("http://huggingface.co", false),
                ("http://127.0.0.1:8899/hub", false),
            ]
            for (address, isTrusted) in cases {
                let endpoint = try #require(HubEndpoint(address))
                #expect((Hubs.token(for: endpoint, settings) != nil) == isTrusted, "\(address)")
            }
        }
    }

    @Test func `are refused when their address is none`() async throws {
        try await ServerFixture.with { fixture in
            try await fixture.withHouse { house in
                for address in ["", "ftp://x", "huggingface.co", "https://user@host"] {
                    #expect(throws: Problem.self) { try house.hubs.hub(at: address) }
                }
            }
        }
    }
}
