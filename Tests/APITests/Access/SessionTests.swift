import Access
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import Wire

@testable import API

@Suite struct `A browser` {
    @Test func `signs in, is known by its cookie, and signs out`() async throws {
        try await AccessServer.with { server in
            let reply = try await server.signIn("bob", "bob's password")
            #expect(try reply.decoded(SessionView.self).permissions == ["search", "download"])
            #expect(reply["Cache-Control"] == "no-store")
            let cookie = try #require(reply["Set-Cookie"])
            #expect(cookie.hasPrefix("roost_session=roosts_") && cookie.contains("HttpOnly"))
            #expect(cookie.contains("SameSite=Lax") && cookie.contains("Path=/") && !cookie.contains("Secure"))
            let headers: HTTPFields = [.cookie: String(cookie.prefix { $0 != ";" }), .secFetchSite: "same-origin"]
            let me = try await server.ask("/api/v1/session", headers: headers).decoded(SessionView.self)
            #expect(me.user == "bob" && me.via == "session" && me.expiresAt != nil)
            let gone = try await server.ask("/api/v1/session", .delete, headers: headers)
            #expect(gone.status == .noContent && gone["Set-Cookie"]?.contains("Max-Age=0") == true)
            let after = try await server.ask("/api/v1/session", headers: headers).decoded(SessionView.self)
            #expect(after.user == nil && after.via == "anonymous")
            #expect(try await server.ask("/things", headers: headers).status == .unauthorized)
        }
    }

    @Test func `is told the same of a wrong name and a wrong password, and later to wait`() async throws {
        try await AccessServer.with { server in
            let wrong = try await server.signIn("bob", "guess")
            let unknown = try await server.signIn("nobody", "guess")
            #expect(wrong.status == .unauthorized && wrong.text == unknown.text)
            #expect(wrong["WWW-Authenticate"] != nil && wrong["Set-Cookie"] == nil)
            for _ in 0..<5 { _ = try await server.signIn("bob", "guess") }
            let held = try await server.signIn("bob", "bob's password")
            #expect(held.status == .tooManyRequests && held["Retry-After"] == "1")
        }
    }

    @Test func `behind https gets a cookie that never travels in the clear`() async throws {
        let site = SiteAddress(publicAddress: "https://localhost")
        try await AccessServer.with(site: site) { server in
            let cookie = try #require(try await server.signIn("bob", "bob's password")["Set-Cookie"])
            #expect(cookie.hasPrefix("__Host-roost_session=") && cookie.contains("Secure"))
            let plain = "roost_session=" + (cookie.split(separator: ";").first?.split(separator: "=").last ?? "")
            #expect(try await server.ask("/things", headers: [.cookie: plain]).status == .unauthorized)
            let headers: HTTPFields = [.cookie: String(cookie.prefix { $0 != ";" })]
            #expect(try await server.ask("/things", headers: headers).text == "bob")
        }
    }

    @Test(arguments: [
        (["Sec-Fetch-Site": "same-origin"], true), (["Sec-Fetch-Site": "none"], true),
        (["Sec-Fetch-Site": "cross-site"], false), (["Sec-Fetch-Site": "same-site"], false),
        (["Origin": "http://localhost"], true), (["Origin": "https://localhost"], true),
        (["Origin": "http://localhost:81"], false), (["Origin": "http://attacker.example"], false),
        (["Origin": "null"], false), ([:], false),
        (["Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"], false),
    ])
    func `changes nothing for a page of another site`(given: [String: String], isAllowed: Bool) async throws {
        try await AccessServer.with { server in
            var headers: HTTPFields = [.cookie: try await server.cookie("ann")]
            for (name, value) in given { headers[try #require(HTTPField.Name(name))] = value }
            let reply = try await server.ask("/things/one", .post, headers: headers)
            #expect(reply.status == (isAllowed ? .ok : .forbidden))
            #expect(try await server.ask("/things", headers: headers).text == "ann")
            if let name = HTTPField.Name("X-Any") { headers[name] = "x" }
            headers[.authorization] = "Bearer \(try await server.token("ann"))"
            #expect(try await server.ask("/things/one", .post, headers: headers).status == .ok)
        }
    }

    @Test func `changes nothing for another site where everybody may`() async throws {
        try await AccessServer.with(anonymous: .everything) { server in
            let foreign: HTTPFields = [.origin: "http://attacker.example"]
            #expect(try await server.ask("/things/one", .post, headers: foreign).status == .forbidden)
            #expect(try await server.ask("/things/one", .post).status == .ok)
            let login = try await server.signIn("bob", "bob's password", headers: [.secFetchSite: "cross-site"])
            #expect(login.status == .forbidden && login["Set-Cookie"] == nil)
        }
    }

    @Test(arguments: [
        ("10.0.0.1", "203.0.113.9", "203.0.113.9"), ("10.0.0.1", "1.1.1.1, 203.0.113.9", "203.0.113.9"),
        ("192.0.2.1", "203.0.113.9", "192.0.2.1"),
    ])
    func `is who a trusted proxy says, and nobody else's word counts`(peer: String, said: String, found: String) {
        let site = SiteAddress(proxies: ["10.0.0.1"])
        let head = HTTPRequest(
            method: .get, scheme: "http", authority: "roost.example", path: "/",
            headerFields: [.xForwardedFor: said, .xForwardedProto: "https"])
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer()))
        #expect(site.visitor(request, peer: peer) == found)
        #expect(site.isSecure(request, peer: peer) == (peer == "10.0.0.1"))
        #expect(site.visitor(request, peer: nil) == nil)
    }
}
