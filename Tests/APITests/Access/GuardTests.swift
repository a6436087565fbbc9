import Access
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import API

@Suite struct `The guard of a route` {
    @Test func `tells who sends nothing how to sign in`() async throws {
        try await AccessServer.with { server in
            let reply = try await server.ask("/things")
            #expect(reply.status == .unauthorized && reply.problem == "unauthorized")
            #expect(reply["WWW-Authenticate"] == "Bearer realm=\"roost\"")
            #expect(reply.text.contains("`search`") && reply.text.contains("roost token create"))
            #expect(try await server.ask("/open").text == "anonymous")
        }
    }

    @Test func `tells somebody known what they lack`() async throws {
        try await AccessServer.with { server in
            let reply = try await server.ask("/things/one", .post, token: try await server.token("bob"))
            #expect(reply.status == .forbidden && reply.problem == "forbidden")
            #expect(reply["WWW-Authenticate"]?.contains("insufficient_scope") == true)
            #expect(reply.text.contains("`bob`") && reply.text.contains("`upload`"))
        }
    }

    @Test(arguments: ["Bearer ", "bearer ", "BEARER  ", ""])
    func `reads a token in either header, with or without the word`(word: String) async throws {
        try await AccessServer.with { server in
            let token = try await server.token("bob")
            for header in [HTTPField.Name.authorization, .xAuthorization] {
                #expect(try await server.ask("/things", headers: [header: word + token]).text == "bob")
            }
            #expect(try await server.ask("/things", headers: [.xAuthorization: "\"\(word)\(token)\""]).text == "bob")
        }
    }

    @Test func `never reads a token from the address`() async throws {
        try await AccessServer.with { server in
            let token = try await server.token("bob")
            for name in ["token", "access_token", "authorization", "api_key"] {
                #expect(try await server.ask("/things?\(name)=\(token)").status == .unauthorized)
            }
        }
    }

    @Test func `refuses a token of ours that is none, even where nobody needs one`() async throws {
        try await AccessServer.with(anonymous: Permissions([.search])) { server in
            let unknown = AccessSecret(.token).revealed
            for token in [unknown, unknown + "x", "roost_", String(unknown.dropLast())] {
                let reply = try await server.ask("/things", token: token)
                #expect(reply.status == .unauthorized)
                #expect(reply["WWW-Authenticate"]?.contains("invalid_token") == true)
                #expect(try await server.ask("/open", token: token).text == "anonymous")
            }
        }
    }

    @Test(arguments: ["Bearer hf_abc", "Basic YW5uOmFubg==", "Bearer none", "Bearer a b", "Bearer", "nonsense"])
    func `takes what is not ours for nothing`(header: String) async throws {
        try await AccessServer.with(anonymous: Permissions([.search])) { server in
            let seen = try await server.ask("/things", headers: [.authorization: header])
            #expect(seen.text == "anonymous")
            let made = try await server.ask("/things/x", .post, headers: [.authorization: header])
            #expect(made.status == .unauthorized)
        }
    }

    @Test func `writes down what was changed and what was refused, and by whom`() async throws {
        try await AccessServer.with { server in
            let ann = try await server.token("ann")
            _ = try await server.ask("/things/one", .post, token: ann)
            _ = try await server.ask("/things/one", .delete, token: ann)
            _ = try await server.ask("/things/one", .delete, token: try await server.token("bob"))
            _ = try await server.ask("/things/one", .post)
            let made = try await server.access.audit.entries(AuditFilter(action: "thing.make"))
            #expect(made.map(\.subject) == ["one"] && made.map(\.actor) == ["ann"])
            #expect(try await server.access.audit.entries(AuditFilter(action: "thing.remove")).isEmpty)
            let refused = try await server.access.audit.entries(AuditFilter(outcome: .refused))
            #expect(refused.map(\.actor) == ["anonymous", "bob"])
            #expect(refused.map(\.subject) == ["POST /things/:name", "DELETE /things/:name"])
        }
    }

    @Test func `answers other addresses and methods with not found`() async throws {
        try await AccessServer.with { server in
            let nothing = try await server.ask("/nothing/here")
            #expect(nothing.status == .notFound)
            #expect(try await server.ask("/things", .patch).status == .notFound)
        }
    }
}

@Suite struct `The names a server answers to` {
    @Test(arguments: [
        ("127.0.0.1:8899", true), ("10.1.2.3", true), ("[fe80::1]:80", true), ("localhost", true),
        ("roost.example", true), ("attacker.example", false), ("1.2.3.4.example", false), ("1.2.3", false),
        ("1.2.3.256", false),
    ])
    func `are known ones, and numbers where that is meant`(host: String, isAllowed: Bool) throws {
        let hosts = try #require(AllowedHosts(["roost.example"], numbers: true))
        #expect(try hosts.allows(#require(Authority(host))) == isAllowed)
    }

    @Test func `are no numbers otherwise`() throws {
        let hosts = try #require(AllowedHosts(["roost.example"]))
        #expect(try !hosts.allows(#require(Authority("10.1.2.3"))))
        #expect(AllowedHosts(["http://roost.example"]) == nil)
    }
}
