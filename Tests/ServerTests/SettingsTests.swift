import Domain
import Hub
import Testing

@testable import Server

@Suite struct `What is set` {
    @Test func `have defaults`() async throws {
        try await ServerFixture.with { fixture in
            let settings = try await Settings(flags: .init(), environment: ["HOME": fixture.folder])
            #expect(settings.home == fixture.folder + "/.roost")
            #expect(settings.host == "127.0.0.1" && settings.port == 8899)
            #expect(settings.hubs == [] && settings.sampleHub == nil && !settings.isOffline)
            #expect(settings.jobsAtOnce == 2 && settings.connections == 4 && settings.reserve == ByteCount(500_000_000))
        }
    }

    @Test func `come from flags before variables before the file`() async throws {
        try await ServerFixture.with { fixture in
            try fixture.write(
                "home/config.yaml", "port: 1111\nsample-hub: /file\njobs: 7\nconnections: 9\nreserve-bytes: 5\n")
            let file = try await fixture.settings()
            #expect(
                file.port == 1111 && file.sampleHub == "/file" && file.jobsAtOnce == 7 && file.reserve == ByteCount(5))
            let variables = ["ROOST_PORT": "2222", "ROOST_SAMPLE_HUB": "/variable", "ROOST_JOBS": "8"]
            let named = try await fixture.settings(.init(), variables)
            #expect(
                named.port == 2222 && named.sampleHub == "/variable" && named.jobsAtOnce == 8 && named.connections == 9)
            let flagged = try await fixture.settings(.init(port: 3333, sampleHub: "/flag"), variables)
            #expect(flagged.port == 3333 && flagged.sampleHub == "/flag" && flagged.jobsAtOnce == 8)
        }
    }

    @Test func `name the Hubs by flag, variable or file, and only one of these counts`() async throws {
        try await ServerFixture.with { fixture in
            try fixture.write("home/config.yaml", "hubs:\n  - https://a.example\n  - https://b.example\n")
            #expect(try await fixture.settings().hubs == ["https://a.example", "https://b.example"])
            #expect(
                try await fixture.settings(.init(), ["ROOST_HUB": "https://c.example"]).hubs == ["https://c.example"])
            let variables = ["HF_ENDPOINT": "https://d.example"]
            #expect(try await fixture.settings(.init(), variables).hubs == ["https://d.example"])
            #expect(
                try await fixture.settings(.init(hub: "https://e.example"), variables).hubs == ["https://e.example"])
        }
    }

    @Test func `take the home from the flag before the variable`() async throws {
        try await ServerFixture.with { fixture in
            try fixture.write("other/config.yaml", "port: 4444")
            let settings = try await fixture.settings(.init(home: fixture.folder + "/other"))
            #expect(settings.home == fixture.folder + "/other" && settings.port == 4444)
        }
    }

    @Test(arguments: [
        ("HF_HUB_OFFLINE", "1", true), ("HF_HUB_OFFLINE", "YES", true), ("HF_HUB_OFFLINE", "0", false),
        ("ROOST_OFFLINE", "true", true), ("ROOST_OFFLINE", "false", false),
    ])
    func `turn the network off by either switch`(name: String, value: String, isOffline: Bool) async throws {
        try await ServerFixture.with { fixture in
            let settings = try await fixture.settings(.init(), [name: value])
            #expect(settings.isOffline == isOffline)
        }
    }

    @Test func `say where links may lead and whether code is read`() async throws {
        try await ServerFixture.with { fixture in
            let usual = try await fixture.settings()
            #expect(usual.readsCode && !usual.reachesPrivate && usual.reachAllow == [])
            try fixture.write(
                "home/config.yaml",
                "vetting:\n  code: off\nreach:\n  allow:\n    - git.corp.example\n    - 10.0.0.0/8\n")
            let file = try await fixture.settings()
            #expect(!file.readsCode && file.reachAllow == ["git.corp.example", "10.0.0.0/8"])
            let variables = [
                "ROOST_VETTING_CODE": "true", "ROOST_REACH_ALLOW": "a.example,.b.example",
                "ROOST_REACH_PRIVATE": "true",
            ]
            let named = try await fixture.settings(.init(), variables)
            #expect(named.readsCode && named.reachesPrivate && named.reachAllow == ["a.example", ".b.example"])
            #expect(try named.reachRules().allow.count == 2 && named.reachRules().allowsPrivate)
        }
    }

    @Test func `read an empty variable as none`() async throws {
        try await ServerFixture.with { fixture in
            let empty = [
                "ROOST_PORT": "", "ROOST_HUB": "", "HF_ENDPOINT": "", "ROOST_SAMPLE_HUB": "", "ROOST_OFFLINE": "",
            ]
            let settings = try await fixture.settings(.init(), empty)
            #expect(settings.port == 8899 && settings.hubs == [] && settings.sampleHub == nil && !settings.isOffline)
        }
    }

    @Test(arguments: ["", "\n", "# nothing yet\n"])
    func `read an empty file as none`(text: String) async throws {
        try await ServerFixture.with { fixture in
            try fixture.write("home/config.yaml", text)
            #expect(try await fixture.settings().port == 8899)
        }
    }

    @Test(arguments: [
        ("ROOST_PORT", "70000"), ("ROOST_PORT", "-1"), ("ROOST_PORT", "http"), ("ROOST_CONNECTIONS", "0"),
        ("ROOST_CONNECTIONS", "65"), ("ROOST_JOBS", "0"),
        ("ROOST_JOBS", "many"), ("ROOST_OFFLINE", "perhaps"), ("ROOST_RESERVE_BYTES", "1 GB"),
        ("ROOST_REACH_ALLOW", "*"), ("ROOST_VETTING_CODE", "perhaps"),
    ])
    func `refuse what makes no sense`(name: String, value: String) async throws {
        try await ServerFixture.with { fixture in
            let refusal = await problem { _ = try await fixture.settings(.init(), [name: value]) }
            #expect(refusal?.code == .badRequest)
            #expect(refusal?.hint != nil)
        }
    }

    @Test(arguments: ["port: [", "\tport: 1", "port: many", "jobs: 1.5"])
    func `refuse a file that cannot be read`(text: String) async throws {
        try await ServerFixture.with { fixture in
            try fixture.write("home/config.yaml", text)
            #expect(await problem { _ = try await fixture.settings() }?.code == .badRequest)
        }
    }
}
