import Domain
import Testing

@testable import Hub

@Suite struct `The tree of a repository` {
    private static func entry(_ path: String, size: String = "5", more: String = "") -> String {
        #"{"type":"file","oid":"\#(HubFixture.sha1)","size":\#(size),"path":"\#(path)"\#(more)}"#
    }

    private static func tree(_ entries: [String], link: String? = nil) -> StubResponse {
        .json(
            "[\(entries.joined(separator: ","))]",
            headers: link.map { [("Link", "<\($0)>; rel=\"next\"")] } ?? [])
    }

    private static func read(_ response: StubResponse) async throws -> [RemoteFile] {
        try await HubFixture.with { _, _ in
            response
        } _: { it in
            try await it.hub.tree(try HubFixture.id(), commit: try HubFixture.commitID())
        }
    }

    @Test func `all pages are read, folders dropped, large files known by their SHA-256`() async throws {
        let lfs = #","lfs":{"oid":"\#(HubFixture.sha256)","size":440473133,"pointerSize":134},"xetHash":"****""#
        try await HubFixture.with { request, port in
            request.target.contains("cursor")
                ? Self.tree([Self.entry("a b/é.txt"), Self.entry("a/README.md", size: "0")])
                : Self.tree(
                    [
                        Self.entry("model.bin", size: "440473133", more: lfs),
                        #"{"type":"directory","oid":"x","size":0,"path":"a"}"#,
                    ], link: "http://127.0.0.1:\(port)\(request.path)?recursive=true&cursor=2")
        } _: { it in
            let files = try await it.hub.tree(try HubFixture.id(), commit: try HubFixture.commitID())
            #expect(files.map(\.path.text) == ["a b/é.txt", "a/README.md", "model.bin"])
            #expect(files[2].content.identity.description == "sha256:\(HubFixture.sha256)")
            #expect(files[2].isLarge && files[2].size == ByteCount(440_473_133))
            #expect(files[1].content.identity.description == "git:\(HubFixture.sha1)")
            #expect(
                it.stub.requests[0].target
                    == "/api/models/org/name/tree/\(HubFixture.commit)?recursive=true&expand=false")
        }
    }

    @Test(arguments: ["../etc/passwd", "/etc/passwd", "a/../b", "", "a//b", "c:", "a\\\\b", "x\\u0000y", "./a"])
    func `a hostile path is an error that names the repository`(path: String) async throws {
        let error = await #expect(throws: HubError.self) { try await Self.read(Self.tree([Self.entry(path)])) }
        #expect(error?.problem.message.contains("`org/name`") == true)
        #expect(error?.problem.message.contains("unsafe path") == true)
    }

    @Test(arguments: ["-1", "1e30", "\"5\"", "null", "9007199254740993000", "1.5"])
    func `a size nobody can believe is an error`(size: String) async throws {
        await #expect(throws: HubError.malformed(what: "`org/name` gives no believable size for `a`")) {
            try await Self.read(Self.tree([Self.entry("a", size: size)]))
        }
    }

    @Test func `a file listed twice is an error`() async throws {
        await #expect(throws: HubError.malformed(what: "`org/name` lists `a` twice")) {
            try await Self.read(Self.tree([Self.entry("a"), Self.entry("a")]))
        }
    }

    @Test func `a file that is also a folder is an error`() async throws {
        await #expect(throws: HubError.malformed(what: "`org/name` lists `a` as a file and as a folder")) {
            try await Self.read(Self.tree([Self.entry("a/b/c"), Self.entry("a")]))
        }
    }

    @Test func `a file without a hash is an error`() async throws {
        let short = #","lfs":{"oid":"abc","size":5}"#
        await #expect(throws: HubError.malformed(what: "`org/name` gives no hash for `a`")) {
            try await Self.read(Self.tree([Self.entry("a", more: short)]))
        }
    }

    @Test func `pages in circles are an error`() async throws {
        try await HubFixture.with { request, port in
            Self.tree([], link: "http://127.0.0.1:\(port)\(request.path)?cursor=1")
        } _: { it in
            await #expect(throws: HubError.self) {
                try await it.hub.tree(try HubFixture.id(), commit: try HubFixture.commitID())
            }
            #expect(it.stub.requests.count == 2)
        }
    }
}
