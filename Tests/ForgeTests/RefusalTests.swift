import Domain
import FoundationEssentials
import Scoring
import Testing

@testable import Forge

@Suite struct `A code repository that cannot be read` {
    @Test(arguments: [
        ("missing", "404: no such repository"), ("private", "401: private, or there is none"),
        ("dumb", "no git server answers there"), ("broken", "the server answered 500"),
        ("inward", "refused: loopback address 127.0.0.1"),
    ])
    func `says what the server said`(path: String, reason: String) async throws {
        try await Workshop.with { shop in
            try await GitServer.with(shop) { server in
                let fact = try await shop.forge().read(server.url(path))
                #expect(fact.files == .unavailable(reason) && fact.history == .unavailable(reason))
                #expect(fact.tags == .unavailable(reason) && fact.texts.isEmpty)
            }
        }
    }

    @Test func `is found where it moved to`() async throws {
        try await Workshop.with { shop in
            try await shop.repository("source")
            try await shop.commit("c", ["f": "x"], in: "source")
            try await GitServer.with(shop) { server in
                let fact = try await shop.forge().read(server.url("moved"))
                #expect(fact.files.value?.map(\.path) == ["f"] && fact.url == server.url("moved"))
            }
        }
    }

    @Test func `is given up when the server talks nonsense`() async throws {
        try await Workshop.with { shop in
            try await GitServer.with(shop) { server in
                let fact = try await shop.forge().read(server.url("lying"))
                guard case .unavailable(let reason) = fact.files else {
                    Issue.record("\(fact)")
                    return
                }
                #expect(reason.hasPrefix("git: "))
            }
        }
    }

    @Test func `is given up when the server takes too long`() async throws {
        try await Workshop.with { shop in
            try await shop.repository("source")
            try await shop.commit("c", ["f": "x"], in: "source")
            try await GitServer.with(shop) { server in
                var settings = ForgeSettings()
                settings.limits.time = .milliseconds(900)
                settings.limits.fullCloneTime = .milliseconds(600)
                let fact = try await shop.forge(settings).read(server.url("hanging"))
                guard case .unavailable(let reason) = fact.files else {
                    Issue.record("\(fact)")
                    return
                }
                #expect(reason.hasPrefix("timed out"))
                #expect(try shop.cached.filter { $0.hasPrefix("clone-") } == [])
            }
        }
    }

    @Test func `is not asked for when it may not be`() async throws {
        try await Workshop.with { shop in
            let link = "https://git.example/x"
            let cases: [(forge: Forge, link: String, reason: String)] = [
                (try shop.forge(isOffline: true), link, "offline"),
                (try shop.forge(allow: []), link, "refused: loopback address 127.0.0.1"),
                (try shop.forge(), "https://lan.example/x", "refused: private address 10.0.0.1"),
                (try shop.forge(), "https://nowhere.example/x", "`nowhere.example` has no address"),
                (try shop.forge(ForgeSettings()), shop.url("source"), "refused: a folder of this machine"),
                (try shop.forge(ForgeSettings(isOn: false)), link, "not looked at: `vetting.code` is off"),
                (try shop.forge(), "ext::sh -c id", "not the address of a git repository"),
            ]
            for (forge, link, reason) in cases {
                let fact = try await forge.read(link)
                #expect(fact.files == .unavailable(reason))
            }
        }
    }
}
