import Crypto
import Domain
import FoundationEssentials
import NIOCore
import Testing
import Wire

@testable import Hub

@Suite struct `A folder as a Hub` {
    private static let readme = """
        ---
        license: mit
        language: en
        pipeline_tag: text-generation
        library_name: transformers
        base_model: org/base
        base_model_relation: quantized
        ---
        # A model
        """

    private static let one = [
        "org/name/README.md": readme, "org/name/model.gguf": "weights", "org/name/sub/config.json": "{}",
        "org/name/.git/HEAD": "x", "org/name/.DS_Store": "x", "org/name/.cache/huggingface/x": "x",
        "org/name/.roost.json": #"{"likes":7,"downloads":9,"createdAt":"2024-01-02T03:04:05.000Z","tags":["extra"]}"#,
    ]

    private static func snapshot(_ hub: FolderHub, _ name: String = "org/name") async throws -> (
        GitObjectID, [RemoteFile]
    ) {
        let id = try HubFixture.id(name)
        let commit = try #require(try await hub.info(id, revision: .main).commit)
        return (commit, try await hub.tree(id, commit: commit))
    }

    @Test func `files carry the names that git and LFS would give them`() async throws {
        try await TemporaryFolder.with(Self.one) { root in
            let (_, files) = try await Self.snapshot(FolderHub(root: root))
            #expect(files.map(\.path.text) == ["README.md", "model.gguf", "sub/config.json"])
            let digest = SHA256.hash(data: Data("weights".utf8)).map { byte in
                String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
            }
            #expect(files[1].content.identity.description == "sha256:\(digest.joined())")
            // `printf '{}' | git hash-object --stdin`
            #expect(files[2].content.identity.hex == "9e26dfeeb6e641a33dae4961196235bdb965b21b")
        }
    }

    @Test func `the same files are the same commit, and another byte is another commit`() async throws {
        var commits: [GitObjectID] = []
        for text in ["a", "a", "b"] {
            try await TemporaryFolder.with(["org/name/config.json": text, "org/name/x/y.txt": "z"]) { root in
                commits.append(try await Self.snapshot(FolderHub(root: root)).0)
            }
        }
        #expect(commits[0] == commits[1])
        #expect(commits[0] != commits[2])
    }

    @Test func `the commit is the one git itself would make`() async throws {
        let files = ["a/y.txt": "x", "a.b/z.txt": "z", "a-b": "top", "m.gguf": "weights"]
        try await TemporaryFolder.with(Dictionary(uniqueKeysWithValues: files.map { ("org/name/\($0)", $1) })) { root in
            let (commit, _) = try await Self.snapshot(FolderHub(root: root))
            // `git commit-tree` of the same tree, with the pointer text for `m.gguf`, at the moment 0.
            #expect(commit.hex == "dc31558bc516a6f3581d6badccff2c04c09d3a34")
        }
    }

    @Test func `a changed file is seen`() async throws {
        try await TemporaryFolder.with(["org/name/config.json": "a"]) { root in
            let hub = FolderHub(root: root)
            let (before, files) = try await Self.snapshot(hub)
            try TemporaryFolder.write("bb", to: "\(root)/org/name/config.json")
            #expect(try await Self.snapshot(hub).0 != before)
            let id = try HubFixture.id()
            await #expect(throws: HubError.revisionNotFound(id, revision: before.hex)) {
                try await hub.tree(id, commit: before)
            }
            await #expect(throws: HubError.self) { try await hub.open(files[0], of: id, commit: before, range: nil) }
        }
    }

    @Test func `information is told from the card, the metadata and the files`() async throws {
        try await TemporaryFolder.with(Self.one) { root in
            let hub = FolderHub(root: root)
            let info = try await hub.info(try HubFixture.id(), revision: .main)
            #expect(info.summary.task == "text-generation" && info.summary.libraryName == "transformers")
            #expect(info.summary.likes == 7 && info.summary.downloads == 9)
            #expect(info.summary.createdAt.map(Timestamp.text) == "2024-01-02T03:04:05.000Z")
            let tags: Set = [
                "license:mit", "en", "base_model:org/base", "base_model:quantized:org/base", "gguf", "extra",
            ]
            #expect(tags.isSubset(of: info.summary.tags))
            #expect(info.cardData?["license"] == "mit")
            #expect(info.baseModels?.models.map(\.path) == ["org/base"])
            let commit = try #require(info.commit)
            for name in [commit.hex, commit.short, "HEAD"] {
                let again = try await hub.info(try HubFixture.id(), revision: try #require(Revision(name)))
                #expect(again.commit == commit)
            }
            await #expect(throws: HubError.revisionNotFound(try HubFixture.id(), revision: "v2")) {
                try await hub.info(try HubFixture.id(), revision: try #require(Revision("v2")))
            }
            #expect(try await hub.refs(try HubFixture.id()).branches.map(\.commit) == [commit])
            #expect(try await hub.commits(try HubFixture.id(), revision: .main, limit: 5).map(\.id) == [commit])
        }
    }

    @Test func `bytes come whole, in part, and as a small file`() async throws {
        try await TemporaryFolder.with(Self.one) { root in
            let hub = FolderHub(root: root)
            let id = try HubFixture.id()
            let (commit, files) = try await Self.snapshot(hub)
            let whole = try await hub.open(files[1], of: id, commit: commit, range: nil)
            #expect(whole.start == 0 && whole.total == 7 && whole.etag == files[1].content.identity.hex)
            let all = try await whole.body.all()
            #expect(all == Array("weights".utf8))
            let part = try await hub.open(files[1], of: id, commit: commit, range: 2..<5)
            let some = try await part.body.all()
            #expect(part.start == 2 && some == Array("igh".utf8))
            let config = try await hub.smallFile(
                id, commit: commit, path: try HubFixture.path("sub/config.json"), limit: ByteCount(2))
            #expect(config == Array("{}".utf8))
            await #expect(throws: HubError.self) {
                try await hub.smallFile(id, commit: commit, path: try HubFixture.path("README.md"), limit: ByteCount(2))
            }
            for hidden in [".roost.json", ".git/HEAD", "missing"] {
                await #expect(throws: HubError.entryNotFound(id, path: hidden)) {
                    try await hub.smallFile(id, commit: commit, path: try HubFixture.path(hidden), limit: ByteCount(99))
                }
            }
        }
    }

    @Test func `a large file is read piece by piece`() async throws {
        let text = String(repeating: "0123456789abcdef", count: 65_536)
        try await TemporaryFolder.with(["org/name/big.bin": text]) { root in
            let hub = FolderHub(root: root)
            let (commit, files) = try await Self.snapshot(hub)
            let answer = try await hub.open(files[0], of: try HubFixture.id(), commit: commit, range: 1..<1_048_570)
            var pieces = 0
            var size = 0
            for try await buffer in answer.body {
                pieces += 1
                size += buffer.readableBytes
            }
            #expect(pieces > 3 && size == 1_048_569)
        }
    }

    @Test func `a link that leaves the folder is refused by name`() async throws {
        try await TemporaryFolder.with(["root/org/name/a.txt": "a", "outside.txt": "secret"]) { base in
            let hub = FolderHub(root: "\(base)/root")
            try FileManager.default.createSymbolicLink(
                atPath: "\(base)/root/org/name/inside.txt", withDestinationPath: "a.txt")
            #expect(try await Self.snapshot(hub).1.map(\.path.text) == ["a.txt", "inside.txt"])
            try FileManager.default.createSymbolicLink(
                atPath: "\(base)/root/org/name/evil.txt", withDestinationPath: "../../../outside.txt")
            let error = await #expect(throws: HubError.self) { try await Self.snapshot(hub) }
            #expect(error?.problem.message.contains("evil.txt`: is a link that leaves the folder") == true)
            let file = RemoteFile(path: try HubFixture.path("evil.txt"), content: try HubFixture.file(size: 6).content)
            await #expect(throws: HubError.self) {
                try await hub.open(file, of: try HubFixture.id(), commit: try HubFixture.commitID(), range: nil)
            }
            try FileManager.default.createSymbolicLink(
                atPath: "\(base)/root/org/linked", withDestinationPath: "\(base)")
            await #expect(throws: HubError.self) {
                try await hub.info(try HubFixture.id("org/linked"), revision: .main)
            }
        }
    }

    @Test func `a gated repository shows itself but not its files`() async throws {
        try await TemporaryFolder.with(["org/name/a.txt": "a", "org/name/.roost.json": #"{"gated":"manual"}"#]) {
            root in
            let hub = FolderHub(root: root)
            let id = try HubFixture.id()
            let info = try await hub.info(id, revision: .main)
            #expect(info.summary.gate == .manual)
            let commit = try #require(info.commit)
            let gated = HubError.gated(id, page: hub.endpoint.page(of: id), .needsToken)
            await #expect(throws: gated) { try await hub.tree(id, commit: commit) }
            await #expect(throws: gated) { try await hub.commits(id, revision: .main, limit: 1) }
            await #expect(throws: gated) {
                try await hub.open(try HubFixture.file("a.txt", size: 1), of: id, commit: commit, range: nil)
            }
            #expect(try await FolderHub(root: root, allowGated: true).tree(id, commit: commit).count == 1)
        }
    }

    @Test func `metadata that cannot be read opens no gate`() async throws {
        try await TemporaryFolder.with(["org/name/a.txt": "a", "org/name/.roost.json": "{gated: manual"]) { root in
            let error = await #expect(throws: HubError.self) { try await Self.snapshot(FolderHub(root: root)) }
            #expect(error?.problem.message.contains(".roost.json") == true)
        }
    }
}
