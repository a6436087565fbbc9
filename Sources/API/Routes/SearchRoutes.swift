package import Domain
package import Hub
import Hummingbird
package import Registry
package import Wire

/// Search on the Hubs, and what the disk holds.
package struct SearchRoutes: Sendable {
    private let searchHubs: @Sendable (HubQuery, RepositoryKind) async throws -> HubSearchResult
    private let catalogue: Catalogue
    private let sources: SourceWords

    /// `sources`: what folders are called to who is no administrator.
    package init(
        catalogue: Catalogue, sources: SourceWords,
        searchHubs: @escaping @Sendable (HubQuery, RepositoryKind) async throws -> HubSearchResult
    ) {
        self.catalogue = catalogue
        self.sources = sources
        self.searchHubs = searchHubs
    }

    package func addRoutes(to router: RouteTable) {
        router.get(Paths.hubSearch, needs: .search) { request, context in
            let items = FormItems(request.uri.query ?? "")
            let kind = try NamedModel.kind(items.first("kind"))
            let found = try await searchHubs(HubQuery(QueryString(request.uri.query ?? "")), kind)
            return try Response(wire: found.told(by: sources.words(for: context.identity)))
        }
        router.get(Paths.disk, needs: .search) { _, _ in try Response(wire: try await catalogue.diskReport()) }
    }
}
