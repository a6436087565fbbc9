package import Access
package import Domain
import Hummingbird
package import Jobs
import Registry
import Wire

/// Reading a kept model again, as a job.
package struct VerifyRoutes: Sendable {
    private let enqueue: @Sendable (RepositoryID, Identity) async throws -> Job

    package init(enqueue: @escaping @Sendable (RepositoryID, Identity) async throws -> Job) { self.enqueue = enqueue }

    package func addRoutes(to router: RouteTable) {
        router.post(Paths.verify, needs: .upload, records: .service) { request, context in
            let (model, _) = try NamedModel.read(request, context)
            return try Response(wire: JobView(try await enqueue(model, context.identity)), status: .accepted)
        }
    }
}
