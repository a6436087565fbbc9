import Domain
import HTTPTypes
import Testing

@testable import API

@Suite struct `The mirror reads addresses` {
    private func subject(_ path: String) throws -> MirrorRoute.Subject? {
        guard case .repository(_, let subject) = try MirrorRoute(Substring(path), method: .get) else { return nil }
        return subject
    }

    private func id(_ path: String) throws -> RepositoryID? {
        guard case .repository(let id, _) = try MirrorRoute(Substring(path), method: .get) else { return nil }
        return id
    }

    @Test(arguments: [
        ("/api/models/ns/name", "ns/name"), ("/api/models/gpt2", "gpt2"), ("/api/models/gpt2/tree/main", "gpt2"),
        ("/api/models/gpt2/refs", "gpt2"), ("/api/models/gpt2/revision/main", "gpt2"),
        ("/api/models/ns/tree", "ns/tree"), ("/api/models/ns/refs/refs", "ns/refs"),
        ("/api/models/ns/name/auth-check", "ns/name"), ("/api/models/ns%2Fname/tree/main", "ns/name"),
        ("/api/models/ns/name/", "ns/name"), ("/gpt2/resolve/main/config.json", "gpt2"),
        ("/ns/name/resolve/main/config.json", "ns/name"), ("/ns/resolve/main/x", "ns"),
        ("/datasets/squad/resolve/main/x", "squad"), ("/datasets/ns/name/raw/main/x", "ns/name"),
        ("/ns%2Fname/resolve/main/x", "ns/name"),
    ])
    func `an id has one segment or two`(path: String, expected: String) throws {
        #expect(try id(path)?.path == expected)
    }

    @Test(arguments: [
        ("main", "main"), ("HEAD", "main"), ("refs%2Fpr%2F1", "refs/pr/1"), ("refs/pr/1", "refs/pr/1"),
        ("refs%2fconvert%2fparquet", "refs/convert/parquet"), ("v1.0", "v1.0"), ("86b5e09", "86b5e09"),
        ("feature%2Fnew", "feature/new"),
    ])
    func `a revision may hide its slashes`(text: String, expected: String) throws {
        let revision = try #require(Revision(expected))
        let path = try #require(RepositoryPath("sub/f.txt"))
        #expect(try subject("/ns/name/resolve/\(text)/sub/f.txt") == .resolve(revision, path))
        #expect(try subject("/api/models/ns/name/tree/\(text)/sub/f.txt") == .tree(revision, path))
        #expect(try subject("/api/models/ns/name/revision/\(text)") == .info(revision))
        #expect(try subject("/api/models/ns/name/tree/\(text)") == .tree(revision, nil))
    }

    @Test(arguments: [
        ("sub%20dir/big%20file.bin", "sub dir/big file.bin"), ("sub%2Fdir/f", "sub/dir/f"), ("a+b.txt", "a+b.txt"),
        ("a%2Bb.txt", "a+b.txt"), ("100%25.txt", "100%.txt"), ("caf%C3%A9.txt", "café.txt"), ("日本.txt", "日本.txt"),
        ("resolve/tree/raw", "resolve/tree/raw"), ("resolve/main/config.json", "resolve/main/config.json"),
        ("a%253Fb", "a%3Fb"), ("a%3Fb%23c", "a?b#c"),
    ])
    func `a path is decoded once`(text: String, expected: String) throws {
        let path = try #require(RepositoryPath(expected))
        #expect(try subject("/ns/name/resolve/main/\(text)") == .resolve(.main, path))
        #expect(try subject("/datasets/ns/name/raw/main/\(text)") == .raw(.main, path))
        #expect(try subject("/api/datasets/ns/name/tree/main/\(text)") == .tree(.main, path))
    }

    @Test(arguments: [
        "../x", "%2e%2e/x", "a/%2E%2E/b", "a//b", "/etc/passwd", "a%00b", "a%5C..%5Cb", "%2Fetc%2Fpasswd",
    ])
    func `a path that leaves the repository does not exist`(text: String) {
        #expect(throws: MirrorError.self) { try MirrorRoute(Substring("/ns/name/resolve/main/\(text)"), method: .get) }
    }

    @Test(arguments: [
        ("/api/models/ns/na--me", MirrorError.repositoryNotFound("ns/na--me")),
        ("/api/models/ns/name.git/tree/main", .repositoryNotFound("ns/name.git")),
        ("/api/spaces/ns/name", .repositoryNotFound("ns/name")),
        ("/spaces/ns/name/resolve/main/app.py", .repositoryNotFound("spaces/ns/name/resolve/main/app.py")),
        ("/api/models/ns/name/revision/a..b", .revisionNotFound("a..b")),
        ("/ns/name/resolve/main%0A/x", .revisionNotFound("main\n")),
        ("/ns/name/resolve/main/..", .entryNotFound("..", revision: "main", commit: nil)),
        ("/api/agent-harnesses", .noSuchPage), ("/api/models/ns/name/discussions", .noSuchPage),
        ("/ns/name/resolve/main", .noSuchPage), ("/ns/name/blob/main/x", .noSuchPage), ("", .noSuchPage),
        ("/", .noSuchPage), ("/api", .noSuchPage), ("/ns/name/resolve/main/%ZZ", .badRequest("x")),
        ("/ns/name/resolve/main/%ff", .badRequest("x")),
    ])
    func `what cannot be is refused as the client expects`(path: String, expected: MirrorError) throws {
        let error = #expect(throws: MirrorError.self) { try MirrorRoute(Substring(path), method: .get) }
        switch (error, expected) {
        case (.badRequest, .badRequest): break
        default: #expect(error == expected)
        }
    }

    @Test func `only paths-info is posted to`() throws {
        let posted = try MirrorRoute("/api/models/ns/name/paths-info/main", method: .post)
        #expect(posted.path == "/api/models/ns/name/paths-info/main")
        #expect(throws: MirrorError.methodNotAllowed) {
            try MirrorRoute("/api/models/a/b/paths-info/main", method: .get)
        }
        #expect(throws: MirrorError.methodNotAllowed) { try MirrorRoute("/api/models/a/b", method: .delete) }
    }

    @Test(arguments: [
        "/api/whoami-v2", "/api/models", "/api/datasets", "/api/models/gpt2",
        "/api/models/ns/name/revision/refs%2Fpr%2F1",
        "/api/datasets/ns/name/tree/main/sub%20dir/x", "/api/models/ns/name/commits/main", "/api/models/ns/name/refs",
        "/api/models/ns/name/auth-check", "/ns/name/resolve/main/a%2Bb/%C3%A9", "/datasets/ns/name/raw/v1.0/x",
    ])
    func `an address is written as it is read`(path: String) throws {
        #expect(try MirrorRoute(Substring(path), method: .get).path == path)
    }
}
