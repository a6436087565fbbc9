package import Access
import Hummingbird
package import Jobs
package import Registry
import Wire

/// Keeping the store small.
package struct StoreRoutes: Sendable {
    private let catalogue: Catalogue
    private let enqueuePrune: @Sendable (Identity) async throws -> Job

    package init(catalogue: Catalogue, enqueuePrune: @escaping @Sendable (Identity) async throws -> Job) {
        self.catalogue = catalogue
        self.enqueuePrune = enqueuePrune
    }

    package func addRoutes(to router: RouteTable) {
        router.post(Paths.prune, needs: .admin, records: .service) { request, context in
            if FormItems(request.uri.query ?? "").flag("dry_run") ?? false {
                return try Response(wire: try await catalogue.prune(dryRun: true))
            }
            return try Response(wire: JobView(try await enqueuePrune(context.identity)), status: .accepted)
        }
    }
}
