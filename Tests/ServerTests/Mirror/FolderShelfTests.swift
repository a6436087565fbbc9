import API
import Domain
import Hub
import Testing

@testable import Server

@Suite struct `A folder of samples in the mirror` {
    private func with(_ body: (ServerFixture, FolderShelf) async throws -> Void) async throws {
        try await ServerFixture.with { fixture in
            for (number, name) in ["Owl", "cat", "dog", "emu", "fox"].enumerated() {
                try fixture.write("samples/org/\(name)/README.md", "---\npipeline_tag: text-generation\n---\n\(name)")
                try fixture.write("samples/org/\(name)/.roost.json", #"{"downloads":\#(number)}"#)
            }
            try fixture.write("samples/org/shut/.roost.json", #"{"gated":"auto"}"#)
            try fixture.write("samples/org/shut/secret.bin", "secret")
            try await body(fixture, FolderShelf(FolderHub(root: fixture.folder + "/samples")))
        }
    }

    @Test func `is listed page by page, each once and in the order asked for`() async throws {
        try await with { _, shelf in
            var query = MirrorQuery()
            query.order = .downloads
            query.pipelineTags = ["text-generation"]
            for limit in [1, 2, 5, 1000] {
                query.limit = limit
                let names = try await shelf.all(query)
                #expect(names == ["org/fox", "org/emu", "org/dog", "org/cat", "org/Owl"])
            }
            query.search = ["o"]
            query.isAscending = true
            let names = try await shelf.all(query)
            #expect(names == ["org/Owl", "org/cat", "org/dog", "org/emu", "org/fox"])
        }
    }

    @Test(arguments: ["-1", "-9223372036854775808", "9223372036854775807", "6", "7"])
    func `has nothing on a page that is none`(cursor: String) async throws {
        try await with { _, shelf in
            var query = MirrorQuery()
            query.cursor = cursor
            let page = try await shelf.list(query, kind: .model)
            #expect(page.rows.isEmpty && page.next == nil)
        }
    }

    @Test func `gives repositories by name in any letter case, at their only commit`() async throws {
        try await with { _, shelf in
            let repository = try #require(try await shelf.repository(try id("ORG/owl"), revision: nil))
            #expect(repository.id.path == "org/Owl")
            #expect(try await shelf.text("README.md", of: repository).hasSuffix("Owl"))
            let again = try #require(
                try await shelf.repository(try id("org/Owl"), revision: Revision(repository.commit)))
            #expect(again.commit == repository.commit && again.files == repository.files)
            #expect(try await shelf.repository(try id("org/bee"), revision: nil) == nil)
            await #expect(throws: MirrorError.revisionNotFound("v9")) {
                try await shelf.repository(try id("org/Owl"), revision: Revision("v9"))
            }
        }
    }

    @Test func `shows that a repository is gated and keeps its files back`() async throws {
        try await with { _, shelf in
            let repository = try #require(try await shelf.repository(try id("org/shut"), revision: nil))
            guard case .gated = repository.access else {
                Issue.record("not gated")
                return
            }
            #expect(repository.files.isEmpty && repository.summary.gate == .automatic)
        }
    }
}
