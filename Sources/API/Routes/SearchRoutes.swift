package import Domain
package import Hub
import Hummingbird
package import Registry
package import Wire

/// Search on the Hubs, and what the disk holds.
package struct SearchRoutes: Sendable {
    private let searchHubs: @Sendable (HubQuery, RepositoryKind) async throws -> HubSearchResult
    private let catalogue: Catalogue

    package init(
        catalogue: Catalogue, searchHubs: @escaping @Sendable (HubQuery, RepositoryKind) async throws -> HubSearchResult
    ) {
        self.catalogue = catalogue
        self.searchHubs = searchHubs
    }

    package func addRoutes(to router: RouteTable) {
        router.get(Paths.hubSearch, needs: .search) { request, _ in
            let items = FormItems(request.uri.query ?? "")
            let kind = try NamedModel.kind(items.first("kind"))
            return try Response(wire: try await searchHubs(HubQuery(QueryString(request.uri.query ?? "")), kind))
        }
        router.get(Paths.disk, needs: .search) { _, _ in try Response(wire: try await catalogue.diskReport()) }
    }
}
