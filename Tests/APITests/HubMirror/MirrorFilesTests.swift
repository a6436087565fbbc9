import Domain
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import API

@Suite struct `The mirror serves files` {
    let server: MirrorServer

    init() throws { server = try MirrorServer() }

    @Test func `a plain file comes with its commit and its git id`() async throws {
        let reply = try await server.ask("/acme/tiny/resolve/main/README.md")
        #expect(reply.status == .ok && reply.text == "hello\n")
        #expect(reply["X-Repo-Commit"] == Sample.commit)
        #expect(reply["ETag"] == "\"\(Sample.helloID)\"")
        #expect(reply["X-Linked-ETag"] == nil && reply["X-Xet-Hash"] == nil && reply["Link"] == nil)
        #expect(reply["Content-Disposition"] == nil && reply["X-Content-Type-Options"] == "nosniff")
    }

    @Test func `a large file comes with its SHA-256`() async throws {
        let reply = try await server.ask("/acme/tiny/resolve/refs%2Fpr%2F1/model.safetensors")
        #expect(reply.text == "weights" && reply["X-Linked-Size"] == "7")
        #expect(reply["ETag"] == "\"\(Sample.weightsDigest)\"" && reply["X-Linked-ETag"] == reply["ETag"])
    }

    @Test func `HEAD says the same and sends nothing`() async throws {
        let reply = try await server.ask(
            "/acme/tiny/resolve/main/model.safetensors", .head, headers: [.range: "bytes=0-1"])
        #expect(reply.status == .ok && reply.text.isEmpty)
        #expect(reply["Content-Length"] == "7" && reply["Accept-Ranges"] == "bytes")
    }

    @Test func `odd names are found`() async throws {
        for path in ["sub/deep/b%20%C3%A9+1%25.txt", "sub%2Fdeep%2Fb%20é%2B1%25.txt"] {
            let reply = try await server.ask("/acme/tiny/resolve/\(Sample.commit.prefix(7))/\(path)")
            #expect(reply.text == "hello\n")
        }
        let saved = try await server.ask("/acme/tiny/resolve/main/sub/deep/b%20%C3%A9+1%25.txt?download=true")
        #expect(
            saved["Content-Disposition"]
                == "attachment; filename=\"b _+1_.txt\"; filename*=UTF-8''b%20%C3%A9%2B1%25.txt")
    }

    @Test(
        arguments: [
            ("bytes=1-2", 206, "el", "bytes 1-2/6"), ("bytes=-2", 206, "o\n", "bytes 4-5/6"),
            ("bytes=4-", 206, "o\n", "bytes 4-5/6"), ("bytes=6-", 416, "", "bytes */6"),
            ("bytes=0-1,3-4", 200, "hello\n", nil),
        ] as [(String, Int, String, String?)])
    func `ranges are honoured one at a time`(range: String, status: Int, text: String, told: String?) async throws {
        let reply = try await server.ask("/acme/tiny/resolve/main/README.md", headers: [.range: range])
        #expect(reply.status.code == status && reply.text == text && reply["Content-Range"] == told)
        #expect(reply["X-Repo-Commit"] == Sample.commit)
    }

    @Test func `what a client has is not sent again`() async throws {
        let path = "/acme/tiny/resolve/main/README.md"
        let unchanged = try await server.ask(path, headers: [.ifNoneMatch: "\"\(Sample.helloID)\""])
        #expect(unchanged.status == .notModified && unchanged.text.isEmpty && unchanged["ETag"] != nil)
        let same = try await server.ask(path, headers: [.range: "bytes=0-0", .ifRange: "\"\(Sample.helloID)\""])
        #expect(same.status == .partialContent)
        let other = try await server.ask(path, headers: [.range: "bytes=0-0", .ifRange: "\"older\""])
        #expect(other.status == .ok && other.text == "hello\n")
    }

    @Test func `raw gives the pointer of a large file and the text of a plain one`() async throws {
        let pointer = try await server.ask("/acme/tiny/raw/main/model.safetensors")
        #expect(
            pointer.text.hasPrefix(
                "version https://git-lfs.github.com/spec/v1\noid sha256:\(Sample.weightsDigest)\nsize 7\n"))
        #expect(try await server.ask("/datasets/acme/words/raw/main/sub.txt").text == "hello\n")
    }

    @Test func `a page from a repository cannot run on our address`() throws {
        for name in ["index.html", "x.svg", "x.js", "noextension"] {
            #expect(MediaKind.of(try #require(RepositoryPath(name))) == "application/octet-stream")
        }
    }

    @Test func `bytes that are not as long as promised are not sent`() async throws {
        var repository = try Sample.repository("acme/tiny")
        repository.files = repository.files.map {
            MirrorFile(path: $0.path, size: ByteCount(99), identity: $0.identity)
        }
        let reply = try await MirrorServer(MemoryCatalogue([repository])).ask("/acme/tiny/resolve/main/README.md")
        #expect(reply.status == .internalServerError)
    }
}
