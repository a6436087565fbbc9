import Domain
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import API

@Suite struct `The mirror refuses as the Hub does` {
    let server: MirrorServer

    init() throws { server = try MirrorServer() }

    @Test(
        arguments: [
            ("/acme/none/resolve/main/x", 404, "RepoNotFound"), ("/api/models/acme/none", 404, "RepoNotFound"),
            ("/api/spaces/acme/tiny", 404, "RepoNotFound"), ("/api/models/acme/words", 404, "RepoNotFound"),
            ("/acme/tiny/resolve/nope/README.md", 404, "RevisionNotFound"),
            ("/api/models/acme/tiny/revision/nope", 404, "RevisionNotFound"),
            ("/acme/tiny/resolve/main/nope", 404, "EntryNotFound"),
            ("/api/models/acme/tiny/tree/main/additional_chat_templates", 404, "EntryNotFound"),
            ("/acme/locked/resolve/main/README.md", 401, "GatedRepo"),
            ("/api/models/acme/locked/auth-check", 401, "GatedRepo"),
            ("/api/models/acme/locked/tree/main", 401, "GatedRepo"),
            ("/acme/closed/resolve/main/README.md", 403, nil), ("/api/whoami-v2", 401, nil),
            ("/api/models?expand=nonsense", 400, "BadRequest"), ("/api/agent-harnesses", 404, "NotFound"),
        ] as [(String, Int, String?)])
    func `with the code that clients dispatch on`(path: String, status: Int, code: String?) async throws {
        for method in [HTTPRequest.Method.get, .head] {
            let reply = try await server.ask(path, method)
            #expect(reply.status.code == status && reply["X-Error-Code"] == code)
            let message = try #require(reply["X-Error-Message"])
            #expect(reply.text.isEmpty == (method == .head) && !message.isEmpty)
            #expect(method == .head || reply.text.hasPrefix("{\"error\":\""))
        }
    }

    @Test func `a missing file is remembered with its commit`() async throws {
        let reply = try await server.ask("/acme/tiny/resolve/main/nope%0D%0A%C3%A9", .head)
        #expect(reply["X-Repo-Commit"] == nil)
        let missing = try await server.ask("/acme/tiny/resolve/main/n%C3%A9%22")
        #expect(missing["X-Repo-Commit"] == Sample.commit)
        #expect(missing["X-Error-Message"] == "n?\" does not exist on \"main\"")
        #expect(missing.text == #"{"error":"né\" does not exist on \"main\""}"#)
    }

    @Test func `someone known is told where to ask for access`() async throws {
        let reply = try await server.ask(
            "/acme/locked/resolve/main/README.md", headers: [.authorization: "Bearer hf_good"])
        #expect(reply.status == .forbidden && reply["X-Error-Code"] == "GatedRepo")
        #expect(reply["X-Error-Message"]?.contains("https://hub.example/acme/locked") == true)
    }

    @Test func `what is said of a gated or disabled model stays public`() async throws {
        #expect(try await server.ask("/api/models/acme/locked").text.contains("\"gated\":\"manual\""))
        #expect(try await server.ask("/api/models/acme/closed").status == .ok)
        let disabled = try await server.ask("/api/models/acme/closed/tree/main")
        #expect(disabled["X-Error-Message"] == "Access to this resource is disabled.")
    }

    @Test func `writing is not possible`() async throws {
        #expect(try await server.ask("/api/models/acme/tiny", .delete).status == .methodNotAllowed)
        #expect(try await server.ask("/api/models/acme/tiny", .post, body: "{}").status == .methodNotAllowed)
        let large = String(repeating: "paths=x&", count: 200_000)
        #expect(
            try await server.ask("/api/models/acme/tiny/paths-info/main", .post, body: large).status == .contentTooLarge
        )
    }

    @Test func `a token of somebody else's is not known`() async throws {
        let unknown = try await server.ask("/api/whoami-v2", headers: [.authorization: "Bearer hf_bad"])
        #expect(unknown.status == .unauthorized)
        #expect(unknown["X-Error-Message"] == "Invalid credentials in Authorization header")
    }
}
