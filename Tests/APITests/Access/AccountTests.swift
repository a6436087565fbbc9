import Access
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import Wire

@testable import API

@Suite struct `Accounts over HTTP` {
    @Test func `an administrator adds, changes and removes users`() async throws {
        try await AccessServer.with { server in
            let ann = try await server.token("ann")
            let made = try await server.ask(
                "/api/v1/users", .post, token: ann, json: #"{"name":"zoe","permissions":["search"]}"#)
            #expect(made.status == .created)
            let password = try #require(try made.decoded(NewUserView.self).password)
            #expect(try await server.signIn("zoe", password).status == .ok)
            let granted = try await server.ask(
                "/api/v1/users/zoe/permissions", .put, token: ann, json: #"{"permissions":["run","search"]}"#)
            #expect(try granted.decoded(UserView.self).permissions == ["search", "run"])
            let set = try await server.ask(
                "/api/v1/users/zoe/password", .put, token: ann, json: #"{"password":"zoe's second"}"#)
            #expect(try set.decoded(NewUserView.self).password == nil)
            #expect(try await server.signIn("zoe", "zoe's second").status == .ok)
            let list = try await server.ask("/api/v1/users", token: ann).decoded([UserView].self)
            #expect(list.map(\.name) == ["ann", "bob", "zoe"])
            #expect(try await server.ask("/api/v1/users/zoe", .delete, token: ann).status == .noContent)
            #expect(try await server.ask("/api/v1/users/zoe", token: ann).status == .notFound)
            #expect(try await server.ask("/api/v1/users/ann", .delete, token: ann).status == .conflict)
        }
    }

    @Test(arguments: [
        #"{"name":"a b","permissions":[]}"#, #"{"name":"zoe","permissions":["root"]}"#,
        #"{"name":"zoe","password":"short"}"#, #"{"permissions":[]}"#, "[]", "",
    ])
    func `a user of no sense is refused`(body: String) async throws {
        try await AccessServer.with { server in
            let reply = try await server.ask(
                "/api/v1/users", .post, token: try await server.token("ann"), json: body)
            #expect(reply.status == .badRequest && reply.problem == "bad_request")
        }
    }

    @Test func `a person makes, sees and revokes tokens, and sees each once`() async throws {
        try await AccessServer.with { server in
            let bob = try await server.token("bob")
            let made = try await server.ask(
                "/api/v1/tokens", .post, token: bob, json: #"{"name":"laptop","permissions":["search"]}"#)
            #expect(made.status == .created && made["Cache-Control"] == "no-store")
            let new = try made.decoded(NewTokenView.self)
            #expect(try await server.ask("/things", token: new.token).text == "bob")
            let list = try await server.ask("/api/v1/tokens", token: bob)
            #expect(!list.text.contains(new.token) && list.text.contains(new.details.id))
            #expect(
                try await server.ask("/api/v1/tokens/\(new.details.id)", .delete, token: bob).status == .ok)
            #expect(try await server.ask("/things", token: new.token).status == .unauthorized)
        }
    }

    @Test func `nobody gets at another's tokens, or makes more of their own than they have`() async throws {
        try await AccessServer.with { server in
            let (ann, bob) = (try await server.token("ann"), try await server.token("bob"))
            for path in ["/api/v1/tokens?user=*", "/api/v1/tokens?user=ann"] {
                #expect(try await server.ask(path, token: bob).status == .forbidden)
                #expect(try await server.ask(path, token: ann).status == .ok)
            }
            for body in [#"{"name":"x","user":"ann"}"#, #"{"name":"x","permissions":["admin"]}"#] {
                #expect(try await server.ask("/api/v1/tokens", .post, token: bob, json: body).status == .forbidden)
            }
            let anns = try await server.ask("/api/v1/tokens?user=ann", token: ann).decoded([TokenView].self)
            let id = try #require(anns.first?.id)
            #expect(try await server.ask("/api/v1/tokens/\(id)", .delete, token: bob).status == .notFound)
            #expect(try await server.ask("/api/v1/tokens/../../etc", .delete, token: bob).status == .notFound)
        }
    }

    @Test func `a person changes their password and stays signed in here`() async throws {
        try await AccessServer.with { server in
            let headers: HTTPFields = [.cookie: try await server.cookie("bob"), .secFetchSite: "same-origin"]
            let wrong = try await server.ask(
                "/api/v1/account/password", .put, headers: headers, json: #"{"current":"x","password":"long enough"}"#)
            #expect(wrong.status == .unauthorized)
            let done = try await server.ask(
                "/api/v1/account/password", .put, headers: headers,
                json: #"{"current":"bob's password","password":"long enough"}"#)
            #expect(done.status == .noContent)
            #expect(try await server.ask("/api/v1/account", headers: headers).text.contains("\"bob\""))
            #expect(try await server.signIn("bob", "long enough").status == .ok)
        }
    }

    @Test func `an administrator reads the audit trail, filtered`() async throws {
        try await AccessServer.with { server in
            let ann = try await server.token("ann")
            _ = try await server.ask("/things/one", .post, token: ann)
            let all = try await server.ask("/api/v1/audit?limit=2", token: ann).decoded([AuditView].self)
            #expect(all.map(\.action) == ["thing.make", "token.create"])
            let some = try await server.ask("/api/v1/audit?actor=ann&outcome=done", token: ann)
            #expect(try some.decoded([AuditView].self).map(\.action) == ["thing.make"])
            for query in ["limit=0", "limit=many", "outcome=perhaps"] {
                #expect(try await server.ask("/api/v1/audit?\(query)", token: ann).status == .badRequest)
            }
        }
    }
}

@Suite struct `The way in of earlier systems` {
    @Test func `gives a token for a name and a password`() async throws {
        try await AccessServer.with { server in
            let reply = try await server.ask(
                "/authenticate", .post, json: #"{"username":"bob","password":"bob's password"}"#)
            #expect(reply.status == .ok)
            let token = try #require(try reply.decoded([String: String].self)["token"])
            #expect(
                try await server.ask("/things", headers: [.xAuthorization: "bearer \(token)"]).text == "bob")
        }
    }

    @Test func `says what is wrong as a detail`() async throws {
        try await AccessServer.with { server in
            let body = #"{"username":"bob","password":"wrong"}"#
            let wrong = try await server.ask("/authenticate", .post, json: body)
            #expect(wrong.status == .unauthorized && wrong["WWW-Authenticate"] != nil)
            #expect(wrong.text == #"{"detail":"the user name or the password is wrong"}"#)
            for body in ["{}", "[]", #"{"username":"bob"}"#] {
                let reply = try await server.ask("/authenticate", .post, json: body)
                #expect(reply.status == .badRequest && reply.text.hasPrefix(#"{"detail":"#))
            }
            for _ in 0..<5 { _ = try await server.ask("/authenticate", .post, json: body) }
            let held = try await server.ask("/authenticate", .post, json: body)
            #expect(held.status == .tooManyRequests && held["Retry-After"] == "1")
            #expect(held.text.hasPrefix(#"{"detail":"#))
        }
    }

    @Test func `has an administrator register users`() async throws {
        try await AccessServer.with { server in
            let body = #"{"username":"zoe","password":"zoe's password","permissions":["search","upload"]}"#
            let ann = try await server.token("ann")
            let reply = try await server.ask("/user/register", .post, token: ann, json: body)
            #expect(reply.status == .ok && reply.text == #"{"permissions":["search","upload"],"username":"zoe"}"#)
            #expect(try await server.ask("/user/register", .post, token: ann, json: body).status == .badRequest)
            let anonymous = try await server.ask("/user/register", .post, json: body)
            #expect(anonymous.status == .unauthorized && anonymous.text.hasPrefix(#"{"detail":"#))
            let bob = try await server.ask("/user/register", .post, token: try await server.token("bob"), json: body)
            #expect(bob.status == .forbidden && bob.text.hasPrefix(#"{"detail":"#))
        }
    }
}

@Suite struct `The mirror's guard` {
    @Test(arguments: ["/api/models/acme/tiny", "/acme/tiny/resolve/main/README.md", "/api/models/acme/tiny/tree/main"])
    func `refuses as the Hub refuses files that one must sign in for`(path: String) async throws {
        try await AccessServer.with { server in
            for method in [HTTPRequest.Method.get, .head] {
                let reply = try await server.ask("/hub" + path, method)
                #expect(reply.status == .unauthorized && reply["X-Error-Code"] == "GatedRepo")
                #expect(reply["X-Error-Message"]?.contains("permission") == true)
                #expect(reply.text.isEmpty == (method == .head))
            }
            let reply = try await server.ask("/hub" + path, token: try await server.token("bob", .search))
            #expect(reply.status == (path.hasSuffix("tiny") ? .ok : .forbidden))
            #expect(try await server.ask("/hub" + path, token: try await server.token("bob")).status == .ok)
        }
    }

    @Test func `knows a wrong token, and lets a token of the Hub's be none`() async throws {
        try await AccessServer.with(anonymous: Permissions([.search, .download])) { server in
            let path = "/hub/acme/tiny/resolve/main/README.md"
            let wrong = try await server.ask(path, token: AccessSecret(.token).revealed)
            #expect(wrong.status == .unauthorized)
            #expect(wrong["X-Error-Message"] == "Invalid credentials in Authorization header")
            #expect(wrong["X-Error-Code"] == nil)
            #expect(try await server.ask(path, token: "hf_abcdef").status == .ok)
        }
    }

    @Test func `says who somebody is, and what they may`() async throws {
        try await AccessServer.with { server in
            let bob = try await server.ask("/hub/api/whoami-v2", token: try await server.token("bob"))
            #expect(bob.text.contains("\"name\":\"bob\"") && bob.text.contains("\"role\":\"read\""))
            let ann = try await server.ask("/hub/api/whoami-v2", token: try await server.token("ann"))
            #expect(ann.text.contains("\"role\":\"write\""))
            #expect(try await server.ask("/hub/api/whoami-v2").status == .unauthorized)
        }
    }
}
