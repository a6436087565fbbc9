package import Access
package import Domain
import Hummingbird
package import Jobs
import Registry
package import Wire

/// Converting a kept model to GGUF, as a job.
package struct ConvertRoutes: Sendable {
    private let enqueue: @Sendable (RepositoryID, Revision?, ConversionWish, Identity) async throws -> Job

    package init(
        enqueue: @escaping @Sendable (RepositoryID, Revision?, ConversionWish, Identity) async throws -> Job
    ) { self.enqueue = enqueue }

    package func addRoutes(to router: RouteTable) {
        router.post(Paths.convert, needs: .upload, records: .service) { request, context in
            let (model, revision) = try NamedModel.read(request, context)
            let wish = try await request.decodeWire(ConversionWish.self)
            let job = try await enqueue(model, revision, wish, context.identity)
            return try Response(wire: JobView(job), status: .accepted)
        }
    }
}
