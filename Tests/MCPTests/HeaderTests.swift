import Access
import HTTPTypes
import Testing
import Wire

@testable import MCP

@Suite struct `Header and body` {
    private static let meta: JSONValue = [
        "io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": [:],
    ]

    private func fields(_ pairs: KeyValuePairs<String, String>) throws -> HTTPFields {
        var fields = HTTPFields()
        for (name, value) in pairs { fields.append(HTTPField(name: try #require(HTTPField.Name(name)), value: value)) }
        return fields
    }

    private func version(_ pairs: KeyValuePairs<String, String>, _ request: RPCRequest) throws -> Result<
        ProtocolVersion, RPCError
    > {
        let headers = RoutingHeaders(try fields(pairs))
        return Result { () throws(RPCError) in try headers.version(of: request) }
    }

    @Test func `name a revision with a handshake, or none at all`() throws {
        let ping = RPCRequest(id: .number(1), method: "ping")
        #expect(try version(["MCP-Protocol-Version": "2025-06-18"], ping) == .success(.june2025))
        #expect(try version([:], ping) == .success(.march2025))
    }

    @Test func `agree on the newest revision`() throws {
        let request = RPCRequest(
            id: .number(1), method: "tools/call", params: ["name": "list_models", "_meta": Self.meta])
        let right: KeyValuePairs = [
            "MCP-Protocol-Version": "2026-07-28", "Mcp-Method": "tools/call", "Mcp-Name": "list_models",
        ]
        #expect(try version(right, request) == .success(.july2026))
        let wrong: [KeyValuePairs<String, String>] = [
            ["Mcp-Method": "tools/call", "Mcp-Name": "list_models"],
            ["MCP-Protocol-Version": "2025-11-25", "Mcp-Method": "tools/call", "Mcp-Name": "list_models"],
            ["MCP-Protocol-Version": "2026-07-28", "Mcp-Name": "list_models"],
            ["MCP-Protocol-Version": "2026-07-28", "Mcp-Method": "tools/list", "Mcp-Name": "list_models"],
            ["MCP-Protocol-Version": "2026-07-28", "Mcp-Method": "tools/call"],
            ["MCP-Protocol-Version": "2026-07-28", "Mcp-Method": "tools/call", "Mcp-Name": "=?base64?!!?="],
            [
                "MCP-Protocol-Version": "2026-07-28", "Mcp-Method": "tools/call", "Mcp-Name": "list_models",
                "mcp-name": "delete_model",
            ],
        ]
        for headers in wrong {
            let outcome = try version(headers, request)
            #expect(throws: RPCError.self, "\(headers)") { try outcome.get() }
            if case .failure(let error) = outcome { #expect(error.code == -32020, "\(headers)") }
        }
    }

    @Test func `of a revision that is not spoken here are told which are`() throws {
        let bare = RPCRequest(id: .number(1), method: "ping")
        guard case .failure(let error) = try version(["MCP-Protocol-Version": "2031-01-01"], bare) else {
            Issue.record("it was taken")
            return
        }
        #expect(error.code == -32022 && error.data?["supported"] == ["2026-07-28"])
        #expect(error.data?["requested"] == "2031-01-01")
    }

    @Test func `say which answers are understood`() throws {
        #expect(RoutingHeaders([:]).takesJSON && !RoutingHeaders([:]).takesEvents)
        let both = RoutingHeaders([.accept: "application/json, text/event-stream;q=0.5"])
        #expect(both.takesJSON && both.takesEvents)
        #expect(!RoutingHeaders([.accept: "text/html"]).takesJSON)
        let any = RoutingHeaders([.accept: "*/*"])
        #expect(any.takesJSON && !any.takesEvents)
    }

    @Test func `tell apart the sessions of callers, whatever id they choose`() throws {
        let headers = RoutingHeaders(try fields(["Mcp-Session-Id": "same"]))
        let one = headers.scope(of: Caller(.anonymous(.none)))
        #expect(one != nil && one != headers.scope(of: Caller(.commandLine("root"))))
        #expect(RoutingHeaders([:]).scope(of: Caller(.anonymous(.none))) == nil)
        #expect(RoutingHeaders.newSession().count == 32)
    }
}
