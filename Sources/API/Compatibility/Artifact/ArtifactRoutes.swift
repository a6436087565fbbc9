package import Access
import Domain
import HTTPTypes
import Hummingbird
package import Registry
package import Wire

/// `/artifact/…`: vetting and keeping a model at a commit.
package struct ArtifactRoutes: Sendable {
    private let catalogue: Catalogue
    private let ingester: @Sendable (Identity) -> Ingester
    private let checkLicence: @Sendable (IngestRecord, String) async throws -> LicenceCheck
    private let packages: @Sendable (KeptVersion) async throws -> PackageContent

    /// `checkLicence` answers for a kept model and the URL of a project; `packages` lays out the package of a version.
    package init(
        catalogue: Catalogue, ingester: @escaping @Sendable (Identity) -> Ingester,
        checkLicence: @escaping @Sendable (IngestRecord, String) async throws -> LicenceCheck,
        packages: @escaping @Sendable (KeptVersion) async throws -> PackageContent
    ) {
        self.catalogue = catalogue
        self.ingester = ingester
        self.checkLicence = checkLicence
        self.packages = packages
    }

    package func addRoutes(to router: RouteTable) {
        router.post(Paths.artifactIngest, needs: .upload, records: .route("artifact.ingest"), refuses: .detail) {
            request, context in
            try await DetailAnswers.answering(context) {
                try await ingest(try await request.decodeWire(ArtifactIngestWish.self).url, by: context.identity)
            }
        }
        router.get(Paths.artifacts, needs: .search, refuses: .detail) { request, context in
            try await DetailAnswers.answering(context) { try await list(request, part: nil) }
        }
        router.get(Paths.artifactSearch, needs: .search, refuses: .detail) { request, context in
            try await DetailAnswers.answering(context) {
                guard let part = FormItems(request.uri.query ?? "").first("name"), !part.isEmpty else {
                    throw Problem(.badRequest, "name is missing", hint: "ask `?name=` for a part of the name")
                }
                return try await list(request, part: part)
            }
        }
        router.get(Paths.artifactEntry, needs: .search, refuses: .detail) { _, context in
            try await DetailAnswers.answering(context) {
                try Response(wire: ArtifactAnswers.entry(try await record(context)))
            }
        }
        router.delete(Paths.artifactEntry, needs: .admin, records: .route("artifact.delete"), refuses: .detail) {
            _, context in
            try await DetailAnswers.answering(context) {
                let record = try await record(context)
                _ = try await catalogue.removeIngest(record.id, .artifact)
                return try Response(wire: DetailBody(detail: "Artifact '\(record.id)' was deleted"))
            }
        }
        router.get(Paths.artifactZip, needs: .download, refuses: .detail) { request, context in
            try await DetailAnswers.answering(context) {
                try await PackageAnswers.zip(try await record(context), catalogue, request, packages)
            }
        }
        router.post(Paths.artifactLicenceCheck, needs: .search, records: .nothing, refuses: .detail) {
            request, context in
            try await DetailAnswers.answering(context) {
                let wish = try await request.decodeWire(LicenceCheckWish.self)
                return try Response(wire: try await checkLicence(try await record(context), wish.githubUrl))
            }
        }
    }

    private func ingest(_ url: String, by person: Identity) async throws -> Response {
        let began = ContinuousClock.now
        let outcome = try await ingester(person).ingest(IngestWish(family: .artifact, reference: url, by: person.actor))
        let milliseconds = (ContinuousClock.now - began) / .milliseconds(1)
        switch outcome {
        case .kept(let record, let report, _, _):
            let answer = ArtifactAnswers.kept(record, report, milliseconds: milliseconds)
            return try Response(wire: answer, status: .created)
        case .refused(let report):
            let answer = ArtifactAnswers.refused(report, milliseconds: milliseconds)
            return try Response(wire: answer, status: HTTPResponse.Status(code: 424))
        }
    }

    private func list(_ request: Request, part: String?) async throws -> Response {
        let query = FormItems(request.uri.query ?? "")
        guard let offset = Int(query.first("offset") ?? "0"), offset >= 0,
            let limit = Int(query.first("limit") ?? "100"), (1...100).contains(limit)
        else { throw Problem(.badRequest, "offset is 0 or more, limit is 1 to 100") }
        let found = try await catalogue.ingests(.artifact, .init(part: part), offset: offset, limit: limit)
        return try Response(
            wire: ArtifactPage(artifacts: found.records.map(ArtifactAnswers.entry), total: found.total))
    }

    private func record(_ context: some RequestContext) async throws -> IngestRecord {
        let id = try context.parameters.require("id")
        guard let record = try await catalogue.ingest(id, .artifact) else {
            throw Problem(.notFound, "Artifact '\(id)' not found")
        }
        return record
    }
}
