import Domain
import Testing

@testable import API

@Suite struct `Several catalogues as one` {
    private func union(_ shelves: [[MirrorRepository]]) -> UnionCatalogue {
        UnionCatalogue(shelves.map { MemoryCatalogue($0) })
    }

    @Test func `are listed one after the other, each name once`() async throws {
        let union = union([
            [try Sample.repository("a/one"), try Sample.repository("a/two"), try Sample.repository("a/three")],
            [try Sample.repository("a/two"), try Sample.repository("b/four")], [],
        ])
        for limit in 1...6 {
            var query = MirrorQuery()
            query.limit = limit
            var names: [String] = []
            repeat {
                let page = try await union.list(query, kind: .model)
                #expect(page.rows.count <= limit)
                names += page.rows.map(\.summary.id.name)
                query.cursor = page.next
            } while query.cursor != nil
            #expect(names == ["one", "three", "two", "four"], "\(limit) a page")
        }
    }

    @Test func `a revision that the first lacks may be in the second`() async throws {
        var older = try Sample.repository("a/one")
        let tag = try #require(Revision("v0.1"))
        older.history = MirrorHistory(branches: [], tags: [.init(name: tag, commit: older.commit)], commits: [])
        let union = union([[try Sample.repository("a/one")], [older]])
        let id = try #require(RepositoryID("a/one"))
        #expect(try await union.repository(id, revision: nil)?.shelf == 0)
        #expect(try await union.repository(id, revision: tag)?.shelf == 1)
        let none = try #require(Revision("v9"))
        await #expect(throws: MirrorError.revisionNotFound("v9")) { try await union.repository(id, revision: none) }
        #expect(try await union.repository(try #require(RepositoryID("a/none")), revision: none) == nil)
    }

    @Test(arguments: ["x", "9.", "-1.", "1"]) func `a cursor nobody gave out is refused`(cursor: String) async throws {
        var query = MirrorQuery()
        query.cursor = cursor
        await #expect(throws: MirrorError.self) { try await union([[]]).list(query, kind: .model) }
    }

    @Test func `a commit is found by seven of its digits if only one begins so`() throws {
        let history = try Sample.repository("a/one").history
        #expect(history.commit(for: try #require(Revision("refs/heads/main")))?.hex == Sample.commit)
        #expect(history.commit(for: try #require(Revision("1123456")))?.hex.hasPrefix("1123456") == true)
        #expect(history.commit(for: try #require(Revision("112345"))) == nil)
    }
}
