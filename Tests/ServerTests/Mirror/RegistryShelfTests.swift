import API
import Domain
import Registry
import Storage
import Testing

@testable import Server

@Suite struct `Kept models in the mirror` {
    private func with(_ body: (ServerFixture, House, RegistryShelf) async throws -> Void) async throws {
        try await ServerFixture.with { fixture in
            try await fixture.withHouse { house in
                try await body(fixture, house, RegistryShelf(catalogue: house.catalogue))
            }
        }
    }

    private func keep(_ name: String, _ text: String, _ fixture: ServerFixture, _ house: House) async throws {
        try fixture.write("sources/\(name)/config.json", text)
        try await house.keep("\(fixture.folder)/sources/\(name)", as: name)
    }

    @Test func `are listed page by page, each once, no page longer than asked`() async throws {
        try await with { fixture, house, shelf in
            // What is looked for lies so that a page of two is filled from one row here and two there.
            for number in 0..<9 {
                try await keep(
                    (3...5).contains(number) ? "org/owl-\(number)" : "org/cat-\(number)", "{}", fixture, house)
            }
            var query = MirrorQuery()
            for limit in [1, 2, 3, 100] {
                query.limit = limit
                query.search = []
                #expect(Set(try await shelf.all(query)).count == 9)
                query.search = ["OWL"]
                #expect(try await shelf.all(query).sorted() == ["org/owl-3", "org/owl-4", "org/owl-5"])
            }
            query.search = ["eagle"]
            #expect(try await shelf.all(query) == [])
            #expect(try await shelf.all(MirrorQuery(), kind: .dataset) == [])
        }
    }

    @Test func `are sorted by what the Hub said of them, from either end, page by page`() async throws {
        try await with { fixture, house, shelf in
            // Likes, made and changed, each in an order of its own.
            for (name, likes, made, changed) in [("a", 2, 3, 1), ("b", 3, 1, 2), ("c", 1, 2, 3)] {
                try await keep("Org/\(name)", "{\"name\": \"\(name)\"}", fixture, house)
                _ = try await house.catalogue.database.write { session in
                    try session.run(
                        """
                        UPDATE models SET likes = \(Int64(likes)), downloads = \(Int64(likes)),
                        made_at = \("202\(made)-01-01T00:00:00.000Z"), changed_at = \("202\(changed)-06-01T00:00:00.000Z")
                        WHERE name = \("Org/\(name)")
                        """)
                }
            }
            var query = MirrorQuery()
            for (order, expected) in [
                (MirrorQuery.Order.likes, "bac"), (.downloads, "bac"), (.createdAt, "acb"), (.lastModified, "cba"),
            ] {
                query.order = order
                for limit in [1, 2, 100] {
                    query.limit = limit
                    query.isAscending = false
                    #expect(try await shelf.all(query).map { $0.suffix(1) }.joined() == expected)
                    query.isAscending = true
                    #expect(try await shelf.all(query).map { $0.suffix(1) }.joined() == String(expected.reversed()))
                }
            }
            query = MirrorQuery()
            query.author = "oRG"
            #expect(try await shelf.all(query).count == 3)
            query.author = "or"
            #expect(try await shelf.all(query) == [])
        }
    }

    @Test func `are found by name in any letter case, with their files and bytes`() async throws {
        try await with { fixture, house, shelf in
            try await keep("org/Owl", #"{"a":1}"#, fixture, house)
            let repository = try #require(try await shelf.repository(try id("ORG/owl"), revision: nil))
            #expect(repository.id == (try id("org/Owl")))
            #expect(repository.files.map(\.path.text) == ["config.json"])
            #expect(try await shelf.text("config.json", of: repository) == #"{"a":1}"#)
            #expect(try await shelf.repository(try id("org/cat"), revision: nil) == nil)
        }
    }

    @Test func `answer to main, to a commit and to its beginning, and to nothing else`() async throws {
        try await with { fixture, house, shelf in
            try await keep("org/owl", "old", fixture, house)
            let old = try #require(try await shelf.repository(try id("org/owl"), revision: .main)).commit
            try await keep("org/owl", "new", fixture, house)
            let new = try #require(try await shelf.repository(try id("org/owl"), revision: .main))
            #expect(new.commit != old)
            #expect(new.history.commit(for: .main) == new.commit)
            #expect(try await shelf.text("config.json", of: new) == "new")
            for name in [old.hex, old.short] {
                let found = try #require(try await shelf.repository(try id("org/owl"), revision: Revision(name)))
                #expect(found.commit == old)
                #expect(try await shelf.text("config.json", of: found) == "old")
            }
            await #expect(throws: MirrorError.revisionNotFound("v9")) {
                try await shelf.repository(try id("org/owl"), revision: Revision("v9"))
            }
        }
    }

    @Test func `that came under a commit alone are what main means`() async throws {
        try await with { fixture, house, shelf in
            let commit = String(repeating: "c", count: 40)
            try fixture.write("cache/models--org--owl/snapshots/\(commit)/config.json", "{}")
            _ = try await house.importer.run(
                .init(path: fixture.folder + "/cache", name: nil, mode: "copy"), dryRun: false
            ) { _, _, _ in }
            let repository = try #require(try await shelf.repository(try id("org/owl"), revision: .main))
            #expect(repository.commit.hex == commit)
        }
    }
}
