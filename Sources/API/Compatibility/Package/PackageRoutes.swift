package import Access
import Domain
import HTTPTypes
import Hummingbird
package import Registry
import Wire

/// `/package/…`: vetting and keeping a model under a name and a semantic version.
package struct PackageRoutes: Sendable {
    private let catalogue: Catalogue
    private let ingester: @Sendable (Identity) -> Ingester
    private let packages: @Sendable (KeptVersion) async throws -> PackageContent

    /// `packages` lays out the package of a version, to be read from anywhere in it.
    package init(
        catalogue: Catalogue, ingester: @escaping @Sendable (Identity) -> Ingester,
        packages: @escaping @Sendable (KeptVersion) async throws -> PackageContent
    ) {
        self.catalogue = catalogue
        self.ingester = ingester
        self.packages = packages
    }

    package func addRoutes(to router: RouteTable) {
        router.post(Paths.packageIngest, needs: .upload, records: .route("package.ingest"), refuses: .detail) {
            request, context in
            try await DetailAnswers.answering(context) {
                try await ingest(try await request.decodeWire(PackageIngestWish.self), context)
            }
        }
        router.post(Paths.packages, needs: .search, records: .nothing, refuses: .detail) { request, context in
            try await DetailAnswers.answering(context) {
                try await list(try await request.decodeWire(PackageQuery.self))
            }
        }
        router.get(Paths.packageEntry, needs: .download, refuses: .detail) { _, context in
            try await DetailAnswers.answering(context) {
                try Response(wire: PackageAnswers.entry(try await record(context)))
            }
        }
        router.get(Paths.packageMetadata, needs: .download, refuses: .detail) { _, context in
            try await DetailAnswers.answering(context) {
                try Response(wire: PackageAnswers.entry(try await record(context)))
            }
        }
        router.get(Paths.packageLineage, needs: .search, refuses: .detail) { _, context in
            try await DetailAnswers.answering(context) {
                try Response(wire: try await catalogue.lineage(of: try await record(context).repository))
            }
        }
        router.delete(Paths.packageEntry, needs: .admin, records: .route("package.delete"), refuses: .detail) {
            _, context in
            try await DetailAnswers.answering(context) {
                let record = try await record(context)
                _ = try await catalogue.removeIngest(record.id, .package)
                return try Response(wire: DetailBody(detail: "Package '\(record.name)' was deleted"))
            }
        }
        router.get(Paths.packageZip, needs: .download, refuses: .detail) { request, context in
            try await DetailAnswers.answering(context) { try await zip(request, context) }
        }
        router.head(Paths.packageZip, needs: .download, refuses: .detail) { request, context in
            try await DetailAnswers.answering(context) { try await zip(request, context) }.createHeadResponse()
        }
    }

    private func ingest(_ wish: PackageIngestWish, _ context: AccessContext) async throws -> Response {
        if let several = wish.modelIds { return try await ingest(several, wish, context) }
        guard let model = wish.modelId else {
            throw Problem(.badRequest, "model_id is missing", hint: "name one model, or several as model_ids")
        }
        let item = await ingest(model, wish, context)
        if let package = item.package { return try Response(wire: package) }
        return try Response(
            wire: DetailBody(detail: item.detail ?? ""), status: HTTPResponse.Status(code: item.status))
    }

    /// Most models of one batch.
    private static let batchLimit = 50

    private func ingest(_ models: [String], _ wish: PackageIngestWish, _ context: AccessContext) async throws
        -> Response
    {
        guard (1...Self.batchLimit).contains(models.count) else {
            throw Problem(.badRequest, "model_ids holds \(models.count) names", hint: "1 to \(Self.batchLimit) at once")
        }
        var items: [PackageIngestBatch.Item] = []
        for model in models { items.append(await ingest(model, wish, context)) }
        let batch = PackageIngestBatch(results: items)
        return try Response(wire: batch, status: batch.failed == 0 ? .ok : HTTPResponse.Status(code: 207))
    }

    private func ingest(_ model: String, _ wish: PackageIngestWish, _ context: AccessContext) async
        -> PackageIngestBatch.Item
    {
        do {
            let outcome = try await ingester(context.identity).ingest(
                IngestWish(
                    family: .package, reference: model, kind: wish.repoType, revision: wish.revision,
                    version: wish.version, description: wish.description, thresholds: wish.thresholds ?? [:],
                    by: context.identity.actor))
            switch outcome {
            case .kept(let record, let report, let pull, let previous):
                let package = PackageAnswers.ingested(record, report, pull, previous: previous)
                return .init(modelId: model, status: 200, package: package, detail: nil)
            case .refused(let report):
                return .init(
                    modelId: model, status: 400, package: nil, detail: PackageAnswers.refusal(report.verdict))
            }
        } catch {
            let problem = Problem(error)
            DetailAnswers.note(error, problem, context.logger)
            return .init(
                modelId: model, status: PackageAnswers.status(problem).code, package: nil,
                detail: PackageAnswers.detail(problem, model: model))
        }
    }

    private func list(_ query: PackageQuery) async throws -> Response {
        guard (query.offset ?? 0) >= 0, (1...100).contains(query.limit ?? 100) else {
            throw Problem(.badRequest, "offset is 0 or more, limit is 1 to 100")
        }
        let found = try await catalogue.ingests(
            .package, .init(name: query.name, version: query.version, pattern: query.regex), offset: query.offset ?? 0,
            limit: query.limit ?? 100)
        return try Response(wire: found.records.map(PackageAnswers.entry))
    }

    private func record(_ context: some RequestContext) async throws -> IngestRecord {
        let id = try context.parameters.require("id")
        guard let record = try await catalogue.ingest(id, .package) else {
            throw Problem(.notFound, "Package '\(id)' not found")
        }
        return record
    }

    private func zip(_ request: Request, _ context: some RequestContext) async throws -> Response {
        let record = try await record(context)
        return try await PackageAnswers.zip(record, catalogue, request, packages)
    }
}
