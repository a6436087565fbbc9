import Domain
import Testing

@testable import Hub

@Suite struct `Redirects` {
    @Test func `the token goes to the Hub and never to another server`() async throws {
        try await StubHub.with { _, _ in
            .text("hello")
        } _: { cdn in
            let away = "\(cdn.url)/signed?Signature=abc~%2B"
            try await HubFixture.with(token: "hf_secret") { request, _ in
                request.path.hasPrefix("/org/") ? .redirect("/api/resolve-cache/x", status: 307) : .redirect(away)
            } _: { it in
                let bytes = try await it.hub.smallFile(
                    try HubFixture.id(), commit: try HubFixture.commitID(), path: try HubFixture.path("a.txt"),
                    limit: ByteCount(10))
                #expect(String(decoding: bytes, as: UTF8.self) == "hello")
                #expect(it.stub.requests.map { $0["Authorization"] } == ["Bearer hf_secret", "Bearer hf_secret"])
                #expect(cdn.requests.map { $0["Authorization"] } == [nil])
                #expect(cdn.requests[0].target == "/signed?Signature=abc~%2B")
            }
        }
    }

    @Test func `going in circles ends with an error`() async throws {
        try await HubFixture.with { request, _ in
            .redirect(request.path.hasSuffix("/a") ? "/b" : "/a")
        } _: { it in
            await #expect(throws: HubError.tooManyRedirects(host: "127.0.0.1")) {
                try await it.hub.refs(try HubFixture.id())
            }
            #expect(it.stub.requests.count == 3)
        }
    }

    @Test func `the eleventh redirect is not followed`() async throws {
        try await HubFixture.with { request, _ in
            .redirect(request.path + "x")
        } _: { it in
            await #expect(throws: HubError.tooManyRedirects(host: "127.0.0.1")) {
                try await it.hub.refs(try HubFixture.id())
            }
            #expect(it.stub.requests.count == 11)
        }
    }

    @Test(arguments: [
        "ftp://example.com/x", "file:///etc/passwd", "http://user:pass@example.com/", "http://exämple.com/",
    ])
    func `a place that is no plain web address is refused`(location: String) async throws {
        try await HubFixture.with { _, _ in
            .redirect(location)
        } _: { it in
            let error = await #expect(throws: HubError.self) { try await it.hub.refs(try HubFixture.id()) }
            guard case .redirectRefused = error else { throw try #require(error) }
        }
    }

    @Test func `a reference is resolved as a browser would`() throws {
        let base = try #require(WebLocation("https://hub.example:8443/api/models/a?x=1"))
        let expected = [
            "/b?c=d": "https://hub.example:8443/b?c=d", "b": "https://hub.example:8443/api/models/b",
            "?y=2": "https://hub.example:8443/api/models/a?y=2", "//cdn.example/z": "https://cdn.example/z",
            "HTTPS://CDN.example:443/z#part": "https://cdn.example/z", "/a b": "https://hub.example:8443/a%20b",
            "/é": "https://hub.example:8443/%C3%A9", "https://cdn.example": "https://cdn.example/",
        ]
        for (reference, location) in expected {
            #expect(base.resolving(reference)?.description == location, "\(reference)")
        }
        #expect(base.resolving("javascript:alert(1)") == nil)
        #expect(base.resolving("https://") == nil)
    }
}
