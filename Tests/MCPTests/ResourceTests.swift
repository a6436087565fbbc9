import Access
import Domain
import Testing
import Wire

@testable import MCP

@Suite struct `Resources` {
    @Test(arguments: [
        "roost://models/acme/tiny/card", "roost://datasets/acme/tiny/assessment", "roost://models/-/gpt2/card",
    ])
    func `are called by an address that names exactly one thing`(uri: String) throws {
        #expect(try #require(ResourceAddress(uri)).uri == uri)
    }

    @Test(arguments: [
        "", "roost://", "roost://models/acme/tiny", "roost://models/acme/tiny/weights", "roost://models/acme/../card",
        "roost://models/acme/tiny/card/", "roost://models//tiny/card", "file:///etc/passwd",
        "ROOST://models/acme/tiny/card",
        "roost://models/acme/tiny%2Fx/card", "roost://spaces/acme/tiny/card", "roost://models/acme/tiny/card?x=1",
    ])
    func `are not reached by anything else`(uri: String) {
        #expect(ResourceAddress(uri) == nil)
    }

    @Test func `are listed in pages, and only those that may be read`() async throws {
        let all = try await StubDesk(.search, .download).ask("resources/list")
        #expect(all["resources"]?.array?.compactMap { $0["uri"]?.string }.count == 2 && all["nextCursor"] == "more")
        let last = try await StubDesk(.search).ask("resources/list", ["cursor": "more"])
        #expect(last["resources"]?.array?.first?["uri"] == "roost://models/acme/tiny/assessment")
        #expect(last["resources"]?.array?.count == 1 && last["nextCursor"] == nil && last["ttlMs"] == 0)
    }

    @Test func `say where a card was cut`() async throws {
        let read = try await StubDesk(.search, .download).ask(
            "resources/read", ["uri": "roost://models/acme/tiny/card"])
        let text = read["contents"]?.array?.first?["text"]?.string ?? ""
        #expect(text.hasPrefix("# Tiny") && text.contains("cut here"))
    }

    @Test(arguments: [(ProtocolVersion.newest, Int64(-32602)), (.newestHandshake, -32002)])
    func `that are not there are said so by the code of the era`(version: ProtocolVersion, expected: Int64) async throws
    {
        let desk = StubDesk(.search, .download)
        for uri in ["roost://models/acme/none/card", "roost://models/acme/tiny/assessment", "nonsense"] {
            await #expect { try await desk.ask("resources/read", ["uri": .string(uri)], in: version) } throws: {
                error in
                (error as? RPCError)?.code == expected && (error as? RPCError)?.data?["uri"] == .string(uri)
            }
        }
        let card: [String: JSONValue] = ["uri": "roost://models/acme/tiny/card"]
        await #expect { try await StubDesk(.search).ask("resources/read", card) } throws: { error in
            (error as? RPCError)?.message.contains("`download`") ?? false
        }
    }
}
