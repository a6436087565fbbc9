import Domain
import Testing

@testable import Hub

@Suite struct `A Hub that refuses` {
    private static func error(
        token: String? = nil, _ response: StubResponse, _ call: (RemoteHub) async throws -> Void = info
    ) async throws -> HubError {
        try await HubFixture.with(token: token) { _, _ in
            response
        } _: { it in
            try #require(await #expect(throws: HubError.self) { try await call(it.hub) })
        }
    }

    private static func info(_ hub: RemoteHub) async throws {
        _ = try await hub.info(try HubFixture.id(), revision: #require(Revision("v9")))
    }

    private static func file(_ hub: RemoteHub) async throws {
        _ = try await hub.smallFile(
            try HubFixture.id(), commit: try HubFixture.commitID(), path: try HubFixture.path("a/b.txt"),
            limit: ByteCount(10))
    }

    @Test func `a bare 401 may be a missing or a private repository, and both are said`() async throws {
        let error = try await Self.error(.refusal(401, says: "Invalid username or password."))
        #expect(error == .repositoryNotFound(try HubFixture.id(), host: "127.0.0.1", anonymous: true))
        #expect(error.problem.code == .notFound)
        #expect(error.problem.message.contains("or it is private"))
        #expect(error.problem.hint?.contains("HF_TOKEN") == true)
    }

    @Test func `a 404 with a token is a missing repository`() async throws {
        let error = try await Self.error(
            token: "hf_x", .refusal(404, code: "RepoNotFound", says: "Repository not found"))
        #expect(error == .repositoryNotFound(try HubFixture.id(), host: "127.0.0.1", anonymous: false))
    }

    @Test func `a wrong token is said to be wrong`() async throws {
        let error = try await Self.error(
            token: "hf_x", .refusal(401, says: "Invalid credentials in Authorization header"))
        #expect(error == .unauthorized(host: "127.0.0.1"))
        #expect(error.problem.code == .unauthorized)
    }

    @Test func `a gate is told apart by whether somebody asked`() async throws {
        let open = try await Self.error(.refusal(401, code: "GatedRepo", says: "Access to model X is restricted."))
        let listed = try await Self.error(token: "hf_x", .refusal(403, code: "GatedRepo"))
        guard case .gated(_, let page, .needsToken) = open, case .gated(_, _, .notOnList) = listed else { throw open }
        #expect(page.hasSuffix("/org/name"))
        #expect(open.problem.code == .gated && open.problem.hint?.contains(page) == true)
        let wordsOnly = try await Self.error(.refusal(401, says: "Access to model X is restricted. Please log in."))
        guard case .gated(_, _, .needsToken) = wordsOnly else { throw wordsOnly }
    }

    @Test func `a disabled repository is said to be disabled`() async throws {
        let response = StubResponse(
            status: 403, headers: [("X-Error-Message", "Access to this resource is disabled.")])
        guard case .disabled = try await Self.error(response) else { throw Problem(.internal, "not disabled") }
    }

    @Test func `a missing revision and a missing file are named`() async throws {
        let revision = HubError.revisionNotFound(try HubFixture.id(), revision: "v9")
        #expect(try await Self.error(.refusal(404, code: "RevisionNotFound")) == revision)
        #expect(try await Self.error(.refusal(404, says: "Invalid rev id: v9")) == revision)
        let entry = HubError.entryNotFound(try HubFixture.id(), path: "a/b.txt")
        #expect(try await Self.error(.refusal(404, code: "EntryNotFound"), Self.file) == entry)
        #expect(try await Self.error(.refusal(404), Self.file) == entry)
    }

    @Test func `other refusals keep their status and their words`() async throws {
        #expect(
            try await Self.error(.refusal(403, says: "no")) == .forbidden(what: "`org/name` at `v9`", says: "no"))
        #expect(
            try await Self.error(.refusal(418, says: "teapot"))
                == .serverError(host: "127.0.0.1", status: 418, says: "teapot"))
    }

    @Test func `what a Hub says is bounded, on one line, and never holds the token`() async throws {
        let echo = "token hf_se\\u0007cret\\n\\u001b[31m hf_secret \(String(repeating: "x", count: 5000))"
        let error = try await Self.error(token: "hf_secret", .refusal(500, says: echo))
        guard case .serverError(_, 500, let says) = error else { throw error }
        #expect(says.hasPrefix("token [token][31m [token] xxx"))
        #expect(says.unicodeScalars.count == 300)
        let all = "\(error) \(error.problem) \(String(reflecting: error))"
        #expect(!all.contains("hf_secret"))
        #expect(!all.contains("\u{1b}"))
        let page = try await Self.error(StubResponse(status: 502, body: Array("<html>Bad gateway</html>".utf8)))
        #expect(page == .serverError(host: "127.0.0.1", status: 502, says: ""))
    }

    @Test func `a token does not describe itself`() throws {
        let token = try #require(HubToken(" hf_secret\n"))
        var dumped = ""
        dump(RemoteHub.Settings(token: token), to: &dumped)
        #expect(!"\(token) \(String(reflecting: token)) \(dumped)".contains("hf_secret"))
        #expect(HubToken("a b") == nil && HubToken("a\r\nX: y") == nil && HubToken("") == nil && HubToken("é") == nil)
    }
}
