package import Access
package import Domain
package import Engines
package import Gateway
import HTTPTypes
package import Hub
import Hummingbird
import Jobs
import Registry
package import Wire

/// `/api/mcp/models/…`: looking for models on the Hubs. An unreachable Hub is an error; there is no list to fall back on.
package struct HubModelRoutes: Sendable {
    /// What the house can do, handed in by its composition.
    package struct Work: Sendable {
        var search: @Sendable (HubQuery, RepositoryKind) async throws -> HubSearchResult
        /// Of those of the models that are kept and were vetted, by name.
        var measured: @Sendable ([String]) async throws -> [String: HubModelMeasures]
        var describe: @Sendable (RepositoryID) async throws -> HubModelDetails
        var recommend: @Sendable (HubModelNeed) async throws -> HubModelRecommendations
        var stats: @Sendable () async throws -> HubModelStats
        /// Queues the pull of a model that is not kept, after the gate had its say on the metadata.
        var download: @Sendable (RepositoryID, Identity) async throws -> HubModelDownload

        package init(
            search: @escaping @Sendable (HubQuery, RepositoryKind) async throws -> HubSearchResult,
            measured: @escaping @Sendable ([String]) async throws -> [String: HubModelMeasures],
            describe: @escaping @Sendable (RepositoryID) async throws -> HubModelDetails,
            recommend: @escaping @Sendable (HubModelNeed) async throws -> HubModelRecommendations,
            stats: @escaping @Sendable () async throws -> HubModelStats,
            download: @escaping @Sendable (RepositoryID, Identity) async throws -> HubModelDownload
        ) {
            self.search = search
            self.measured = measured
            self.describe = describe
            self.recommend = recommend
            self.stats = stats
            self.download = download
        }
    }

    private let work: Work
    private let test: ModelTest

    package init(work: Work, inference: Inference, gateway: Gateway) {
        self.work = work
        test = ModelTest(inference: inference, gateway: gateway)
    }

    package func addRoutes(to router: RouteTable) {
        router.get(Paths.hubModelSearch, needs: .search) { request, _ in
            try Response(wire: try await search(FormItems(request.uri.query ?? "")))
        }
        router.get(Paths.hubModelComplete, needs: .search) { request, _ in
            try Response(wire: try await complete(FormItems(request.uri.query ?? "")))
        }
        router.get(Paths.hubModelRecommend, needs: .search) { request, _ in
            try Response(wire: try await work.recommend(HubModelNeed(FormItems(request.uri.query ?? ""))))
        }
        router.get(Paths.hubModelStats, needs: .search) { _, _ in try Response(wire: try await work.stats()) }
        router.post(Paths.hubModelDownload, needs: .upload, records: .service) { request, context in
            let wish = try await request.decodeWire(HubModelWish.self)
            let answer = try await work.download(try Self.repository(wish.modelId), context.identity)
            return try Response(wire: answer, status: answer.jobId == nil ? .ok : .accepted)
        }
        router.post(Paths.hubModelTest, needs: .run, records: .nothing) { request, context in
            let wish = try await request.decodeWire(HubModelTestWish.self)
            let person = context.identity.actor
            // Who asked and goes away ends what is being loaded or said.
            return try Response(wire: try await context.untilGone { try await test.run(wish, by: person) })
        }
        router.get(Paths.hubModelDetails, needs: .search) { _, context in
            let name = "\(try context.parameters.require("namespace"))/\(try context.parameters.require("name"))"
            return try Response(wire: try await work.describe(try Self.repository(name)))
        }
        router.get(Paths.hubModelDetailsShort, needs: .search) { _, context in
            let name = try context.parameters.require("namespace")
            return try Response(wire: try await work.describe(try Self.repository(name)))
        }
    }

    private static func repository(_ text: String) throws -> RepositoryID {
        guard let id = PercentCoding.decode(text, plus: false).flatMap({ RepositoryID($0, kind: .model) }) else {
            throw Problem(.badRequest, "that is no model name", hint: "write org/name")
        }
        return id
    }

    private func search(_ items: FormItems) async throws -> HubModelHits {
        let text = items.first("q") ?? ""
        guard let limit = Int(items.first("limit") ?? "20"), (1...100).contains(limit) else {
            throw Problem(.badRequest, "limit is a number from 1 to 100")
        }
        var query = HubQuery()
        query.search = text.isEmpty ? nil : text
        query.task = items.first("task").flatMap { $0.isEmpty ? nil : $0 }
        query.limit = limit
        let hardware = try HubModelNeed.hardware(items)
        let found = try await reached(query)
        let measured = try await work.measured(found.models.map(\.id))
        let match = NameMatch(text)
        let hits = found.models.compactMap { row -> HubModelHit? in
            var hit = HubModelHit(modelId: row.id, score: match.score(row), modelInfo: HubModelInfo(row))
            hit.performance = measured[row.id]?.performance
            hit.compatibility = measured[row.id]?.compatibility
            // Only what is known not to fit is left out: a list of a Hub tells no sizes.
            if let hardware, hit.compatibility?[hardware] == 0 { return nil }
            return hit
        }
        return HubModelHits(results: hits, query: text, unreachable: found.unreachable)
    }

    private func complete(_ items: FormItems) async throws -> HubModelSuggestions {
        let text = items.first("q") ?? ""
        guard text.count >= 2 else { throw Problem(.badRequest, "q needs two letters or more") }
        guard let limit = Int(items.first("limit") ?? "10"), (1...50).contains(limit) else {
            throw Problem(.badRequest, "limit is a number from 1 to 50")
        }
        var query = HubQuery()
        query.search = text
        query.limit = limit
        let found = try await reached(query)
        return HubModelSuggestions(
            suggestions: found.models.map { row in
                .init(id: row.id, label: row.id, pipelineTag: row.task, downloads: row.downloads)
            })
    }

    /// What the Hubs found; when none of them answered, that is an error.
    private func reached(_ query: HubQuery) async throws -> HubSearchResult {
        let found = try await work.search(query, .model)
        if found.models.isEmpty, let first = found.unreachable.first {
            throw Problem(.unreachable, "`\(first.hub)` cannot be searched: \(first.reason)")
        }
        return found
    }
}
