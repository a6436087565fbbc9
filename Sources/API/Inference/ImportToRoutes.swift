package import Access
package import Engines
import Hummingbird
package import Jobs
import Registry
import Wire

/// Bringing kept models to engines elsewhere.
package struct ImportToRoutes: Sendable {
    private let enqueue: @Sendable (ImportToWish, Identity) async throws -> Job

    package init(enqueue: @escaping @Sendable (ImportToWish, Identity) async throws -> Job) { self.enqueue = enqueue }

    package func addRoutes(to router: RouteTable) {
        router.post(Paths.importTo, needs: .admin, records: .service) { request, context in
            let wish = try await request.decodeWire(ImportToWish.self)
            let job = try await ModelError.asQuestion { try await enqueue(wish, context.identity) }
            return try Response(wire: JobView(job), status: .accepted)
        }
    }
}
