import Domain
import Testing
import Wire

@testable import Registry

@Suite struct `Pages of models` {
    private static let count = 300

    /// Sizes, downloads and texts repeat, so that the order needs more than one column.
    private func fill(_ catalogue: Catalogue) async throws {
        for number in 0..<Self.count {
            var sample = Sample("org\(number % 7)/model-\(number * 7919 % 1000)_\(number)", size: number % 5)
            sample.facets.downloads = Int64(number % 11)
            sample.facets.likes = Int64(number % 13)
            sample.facets.madeAt = "2024-0\(number % 9 + 1)-01T00:00:00.000Z"
            sample.facets.changedAt = "2025-0\(number % 8 + 1)-01T00:00:00.000Z"
            sample.facets.card = "an owl"
            sample.facets.tags = number % 3 == 0 ? ["third"] : []
            try await sample.keep(in: catalogue)
        }
    }

    private func all(_ query: ModelQuery, in catalogue: Catalogue) async throws -> [ModelSummary] {
        var query = query
        var models: [ModelSummary] = []
        repeat {
            let page = try await catalogue.search(query)
            #expect(page.models.count <= query.limit && !page.models.isEmpty)
            models += page.models
            query.cursor = page.next
        } while query.cursor != nil && models.count <= Self.count
        return models
    }

    @Test func `every order goes through every model exactly once, whatever the length of a page`() async throws {
        try await TestHome.with { home in
            try await fill(home.catalogue)
            var query = ModelQuery()
            for order in ModelQuery.Order.allCases {
                query.order = order
                query.limit = 1000
                let whole = try await all(query, in: home.catalogue)
                #expect(whole.count == Self.count && Set(whole.map(\.name)).count == Self.count)
                #expect(isSorted(whole, by: order))
                for limit in [17, 100, 300] {
                    query.limit = limit
                    #expect(try await all(query, in: home.catalogue) == whole)
                    query.isReversed = true
                    #expect(try await all(query, in: home.catalogue) == whole.reversed())
                    query.isReversed = false
                }
            }
            query = ModelQuery()
            query.text = "owl"
            query.limit = 45
            #expect(Set(try await all(query, in: home.catalogue).map(\.name)).count == Self.count)
            for order in [ModelQuery.Order.name, .size, .downloads] {
                query.order = order
                let sorted = try await all(query, in: home.catalogue)
                #expect(sorted.count == Self.count && Set(sorted.map(\.name)).count == Self.count)
                #expect(isSorted(sorted, by: order))
            }
            query.tags = ["third"]
            query.order = .name
            #expect(Set(try await all(query, in: home.catalogue).map(\.name)).count == Self.count / 3)
        }
    }

    private func isSorted(_ models: [ModelSummary], by order: ModelQuery.Order) -> Bool {
        zip(models, models.dropFirst()).allSatisfy { first, second in
            switch order {
            case .recent: first.keptAt >= second.keptAt
            case .name: first.name < second.name
            case .size: first.sizeBytes >= second.sizeBytes
            case .downloads: (first.downloads ?? 0) >= (second.downloads ?? 0)
            case .likes: (first.likes ?? 0) >= (second.likes ?? 0)
            // What a summary does not show; the orders of the mirror are held in `RegistryShelfTests`.
            case .created, .modified: true
            }
        }
    }

    @Test func `a model that comes in between neither repeats nor hides another`() async throws {
        try await TestHome.with { home in
            for name in ["a/a", "c/c", "e/e"] { try await Sample(name).keep(in: home.catalogue) }
            var query = ModelQuery()
            query.order = .name
            query.limit = 2
            let first = try await home.catalogue.search(query)
            #expect(first.models.map(\.name) == ["a/a", "c/c"])
            for name in ["b/b", "d/d"] { try await Sample(name).keep(in: home.catalogue) }
            query.cursor = first.next
            #expect(try await home.catalogue.search(query).models.map(\.name) == ["d/d", "e/e"])
        }
    }

    @Test(arguments: ["", "x", "name~", "name~x~a", "size~1~2", "name~1", "rank~1", "rank~-1"])
    func `a cursor of somewhere else is refused`(cursor: String) async throws {
        try await TestHome.with { home in
            var query = ModelQuery()
            query.order = .name
            query.cursor = cursor
            await #expect(throws: RegistryError.cursorInvalid) { try await home.catalogue.search(query) }
        }
    }

    @Test(arguments: ["rank~-1", "rank~x", "name~1~a", "rank~99999999"])
    func `a cursor no ranking gave is refused`(cursor: String) async throws {
        try await TestHome.with { home in
            var query = ModelQuery()
            query.text = "owl"
            query.cursor = cursor
            await #expect(throws: RegistryError.cursorInvalid) { try await home.catalogue.search(query) }
        }
    }
}
