import Domain
import FoundationEssentials
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import Wire

@testable import API

@Suite struct `The mirror answers about repositories` {
    let server: MirrorServer

    init() throws { server = try MirrorServer() }

    private func json(_ reply: TestResponse) throws -> JSONValue {
        try JSONDecoder().decode(JSONValue.self, from: Data(reply.text.utf8))
    }

    private func rows(_ reply: TestResponse) throws -> [[String: JSONValue]] {
        guard case .array(let rows) = try json(reply) else { return [] }
        return rows.compactMap { if case .object(let row) = $0 { row } else { nil } }
    }

    private func object(_ path: String) async throws -> [String: JSONValue] {
        guard case .object(let object) = try json(try await server.ask(path)) else { return [:] }
        return object
    }

    @Test func `info names commit, dates and files`() async throws {
        let info = try await object("/api/models/acme/tiny")
        #expect(info["sha"] == .string(Sample.commit) && info["author"] == .string("acme"))
        #expect(info["lastModified"] == .string("2023-11-14T22:13:20.123Z") && info["gated"] == .bool(false))
        guard case .array(let siblings) = info["siblings"] else { throw CancellationError() }
        #expect(siblings.contains(.object(["rfilename": .string("sub/a.txt")])) && siblings.count == 5)
        #expect(info["downloads"] == nil)
    }

    @Test func `blobs adds sizes and hashes to siblings`() async throws {
        let reply = try await server.ask("/api/models/acme/tiny/revision/main?blobs=true")
        #expect(reply.text.contains(#""lfs":{"pointerSize":126,"sha256":"\#(Sample.weightsDigest)","size":7}"#))
        #expect(reply.text.contains(#""blobId":"\#(Sample.helloID)","rfilename":"README.md","size":6"#))
    }

    @Test func `expand gives what it names and the ids`() async throws {
        let info = try await object(
            "/api/models/acme/tiny/revision/HEAD?expand=sha&expand[]=tags&expand=likes,usedStorage")
        #expect(Set(info.keys) == ["_id", "id", "sha", "tags", "usedStorage"] && info["usedStorage"] == .integer(31))
        #expect(try await object("/api/datasets/acme/words")["modelId"] == nil)
    }

    @Test func `folders have the names git gives them`() async throws {
        let reply = try await server.ask("/api/models/acme/tiny/tree/main")
        let top = try rows(reply)
        #expect(top.map { $0["path"] } == ["README.md", "model.safetensors", "sub", "sub.txt"].map(JSONValue.string))
        #expect(top[2]["type"] == .string("directory") && top[1]["lfs"] != nil)
        let git = try #require(GitObjectID(Sample.helloID))
        let paths = try ["README.md", "sub.txt", "sub/a.txt", "sub/deep/b.txt"].map {
            MirrorFile(path: try #require(RepositoryPath($0)), size: ByteCount(6), identity: .gitBlob(git))
        }
        let folders = try #require(MirrorTree(paths).entries(in: nil, isRecursive: true)).compactMap {
            if case .folder(let path, let id) = $0 { "\(path) \(id)" } else { nil }
        }
        #expect(
            folders == [
                "sub 731e94eceed766361a13712829f367c7b468be75", "sub/deep dd5a3627ad3d4a1eaa9b180972bab37891a5e101",
            ])
    }

    @Test func `a pointer has the name git gives it`() throws {
        let digest = try #require(Digest("4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393"))
        let pointer = LargeFilePointer(digest: digest, size: ByteCount(12345))
        #expect(pointer.gitID.hex == "60c8d8ab2adcf57a391163a7eeb0cdb8bf348e44")
    }

    @Test func `a tree is paged at this mirror's own address`() async throws {
        var paths: [JSONValue?] = []
        var next: String? = "/api/models/acme/tiny/tree/main?recursive=True&expand=False&limit=3"
        while let path = next {
            let reply = try await server.ask(path)
            paths += try rows(reply).map { $0["path"] }
            next = reply["Link"].map { link in
                #expect(link.hasPrefix("<http://localhost/hub/api/models/acme/tiny/tree/main?"))
                #expect(link.hasSuffix(">; rel=\"next\""))
                return String(link.dropFirst("<http://localhost/hub".count).prefix { $0 != ">" })
            }
        }
        #expect(paths.count == 7 && Set(paths).count == 7)
        #expect(try await rows(server.ask("/api/models/acme/tiny/tree/main/sub%2Fdeep")).count == 1)
    }

    @Test func `behind a proxy links name the public address`() async throws {
        let server = MirrorServer(
            MemoryCatalogue([try Sample.repository("a/b"), try Sample.repository("a/c")]),
            publicAddress: "https://hub.example/x")
        let reply = try await server.ask("/api/models?limit=1&filter=gguf")
        #expect(reply["Link"] == "<https://hub.example/x/api/models?limit=1&filter=gguf&cursor=1>; rel=\"next\"")
    }

    @Test func `paths-info takes a form or JSON and leaves out what is missing`() async throws {
        for (kind, body) in [
            (
                "application/x-www-form-urlencoded",
                "paths=sub&paths=sub%2Fdeep%2Fb+%C3%A9%2B1%25.txt&paths=nope&expand=False"
            ),
            ("application/json", #"{"paths":["sub/","sub/deep/b é+1%.txt","nope"],"expand":false}"#),
        ] {
            let reply = try await server.ask(
                "/api/models/acme/tiny/paths-info/main", .post, headers: [.contentType: kind], body: body)
            #expect(try rows(reply).map { $0["type"] } == [.string("directory"), .string("file")])
        }
        let broken = try await server.ask(
            "/api/models/acme/tiny/paths-info/main", .post, headers: [.contentType: "application/json"], body: "{")
        #expect(broken.status == .badRequest)
    }

    @Test func `refs and commits can be listed`() async throws {
        let refs = try await object("/api/models/acme/tiny/refs?include_prs=1")
        #expect(Set(refs.keys) == ["branches", "tags", "converts", "pullRequests"])
        let first = try await server.ask("/api/models/acme/tiny/commits/main?limit=2&expand[]=formatted")
        #expect(try rows(first).count == 2 && first["X-Total-Count"] == "3" && first["Link"]?.contains("p=1>") == true)
        let last = try await server.ask("/api/models/acme/tiny/commits/main?limit=2&p=1")
        #expect(try rows(last).count == 1 && last["Link"] == nil)
        #expect(try await rows(server.ask("/api/models/acme/tiny/commits/main?p=9223372036854775807")).isEmpty == false)
    }

    @Test func `another letter case is sent to the true name with its query`() async throws {
        let reply = try await server.ask("/ACME/Tiny/resolve/refs%2Fpr%2F1/sub/deep/b%20%C3%A9+1%25.txt?download=true")
        #expect(reply.status == .temporaryRedirect && reply.text.isEmpty)
        #expect(
            reply["Location"] == "/hub/acme/tiny/resolve/refs%2Fpr%2F1/sub/deep/b%20%C3%A9%2B1%25.txt?download=true")
    }

    @Test func `rows are short unless more is asked`() async throws {
        let plain = try rows(try await server.ask("/api/models?search=TINY"))
        #expect(plain.count == 1 && plain[0]["sha"] == nil && plain[0]["modelId"] == .string("acme/tiny"))
        let full = try rows(try await server.ask("/api/datasets?full=True&cardData=True"))
        #expect(full.count == 1 && full[0]["siblings"] != nil && full[0]["cardData"] != nil)
    }
}
