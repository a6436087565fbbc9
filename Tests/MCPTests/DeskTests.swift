import Access
import Testing
import Wire

@testable import MCP

@Suite struct `The desk` {
    private func code(_ body: () async throws -> JSONValue) async -> Int64? {
        do {
            _ = try await body()
            return nil
        } catch {
            return (error as? RPCError)?.code
        }
    }

    @Test(arguments: ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"])
    func `shakes hands in the revision it is asked for`(version: String) async throws {
        let result = try await StubDesk(.search).ask(
            "initialize", ["protocolVersion": .string(version)], in: .newestHandshake)
        #expect(result["protocolVersion"] == .string(version) && result["serverInfo"]?["version"] == "1.2.3")
        #expect(result["resultType"] == nil)
    }

    @Test func `offers its newest handshake to who asks for what it does not know`() async throws {
        for asked in ["1999-01-01", "2026-07-28", ""] {
            let result = try await StubDesk(.search).ask(
                "initialize", ["protocolVersion": .string(asked)], in: .newestHandshake)
            #expect(result["protocolVersion"] == "2025-11-25")
        }
        #expect(await code { try await StubDesk(.search).ask("initialize", [:], in: .newestHandshake) } == -32602)
    }

    @Test func `says what it is without a handshake, and how long that holds`() async throws {
        let result = try await StubDesk(.search).ask("server/discover")
        #expect(result["supportedVersions"] == ["2026-07-28"] && result["resultType"] == "complete")
        #expect(result["cacheScope"] == "private" && (result["ttlMs"]?.integer ?? 0) > 0)
        #expect(result["_meta"]?["io.modelcontextprotocol/serverInfo"]?["name"] == "roost")
    }

    @Test func `knows the methods of each era and no others`() async {
        let desk = StubDesk(.search)
        for (method, version) in [
            ("initialize", ProtocolVersion.newest), ("ping", .newest), ("server/discover", .newestHandshake),
            ("prompts/list", .newest), ("logging/setLevel", .newestHandshake), ("tools/CALL", .newest),
        ] {
            #expect(await code { try await desk.ask(method, in: version) } == -32601, "\(method)")
        }
    }

    @Test func `shows each caller the tools that they may use`() async throws {
        func names(_ desk: StubDesk) async throws -> [String] {
            try await desk.ask("tools/list")["tools"]?.array?.compactMap { $0["name"]?.string } ?? []
        }
        let reading = ["search_models", "vet_model", "list_models", "show_model", "list_jobs", "get_job"]
        #expect(Set(try await names(StubDesk(.search))) == Set(reading))
        #expect(Set(try await names(StubDesk(.search, .upload))) == Set(reading + ["pull_model", "cancel_job"]))
        #expect(try await names(StubDesk(.admin)).count == 10)
        #expect(Set(try await names(StubDesk(.admin, isReadOnly: true))) == Set(reading))
        #expect(try await names(StubDesk(.run)).isEmpty)
    }

    @Test func `refuses a tool to who lacks its permission, and has that written down`() async throws {
        let desk = StubDesk(.search, .upload)
        let result = try await desk.call("delete_model", ["model": "acme/tiny"])
        #expect(result["isError"] == true && result.said.contains("`admin`"))
        #expect(result["_meta"]?["roost/problem"]?["code"] == "forbidden")
        #expect(desk.house.log == ["refused delete_model"])
    }

    @Test func `changes nothing when it only reads, whoever asks`() async throws {
        let desk = StubDesk(.admin, isReadOnly: true)
        for tool in ["delete_model", "pull_model", "cancel_job", "verify_models"] {
            #expect(try await desk.call(tool)["isError"] == true)
        }
        #expect(!desk.house.log.contains { $0.hasPrefix("removed") })
    }

    @Test func `makes wrong calls errors of the protocol`() async {
        let desk = StubDesk(.admin)
        #expect(await code { try await desk.call("no_such_tool") } == -32602)
        #expect(await code { try await desk.call("list_models", [1]) } == -32602)
        #expect(await code { try await desk.ask("tools/call") } == -32602)
        #expect(await code { try await desk.ask("tools/list", ["cursor": "x"]) } == -32602)
        #expect(await code { try await desk.ask("resources/list", ["cursor": "wrong"]) } == -32602)
        #expect(await code { try await desk.ask("resources/list", ["cursor": 7]) } == -32602)
    }

    @Test func `makes failed work a result that a model can read`() async throws {
        let desk = StubDesk(.admin)
        let refused = try await desk.call("pull_model", ["reference": "acme/bad"])
        #expect(refused["isError"] == true && refused["structuredContent"] == nil)
        #expect(refused.said.contains("License: none") && refused.said.contains("Bus Factor: 0.1"))
        #expect(refused.said.hasSuffix("hint: take another"))
        #expect(try await desk.call("search_models", ["query": "unreachable"]).said.contains("no answer"))
        let broken = try await desk.call("search_models", ["query": "broken"])
        #expect(broken["isError"] == true && !broken.said.contains("StubError"))
    }

    @Test func `tells progress to who asked for it, under the name they gave`() async throws {
        let desk = StubDesk(.admin)
        let (notices, telling) = AsyncStream<JSONValue>.makeStream()
        let result = try await desk.call("verify_models", meta: ["progressToken": "p"]) { telling.yield($0) }
        _ = try await desk.call("verify_models") { telling.yield($0) }
        telling.finish()
        var steps: [Int64?] = []
        for await notice in notices {
            #expect(notice["method"] == "notifications/progress" && notice["params"]?["progressToken"] == "p")
            steps.append(notice["params"]?["progress"]?.integer)
        }
        #expect(steps == [1, 2, 3] && result["structuredContent"]?["checked"] == 3)
    }
}
