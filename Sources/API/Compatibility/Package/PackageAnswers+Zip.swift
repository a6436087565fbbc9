import Domain
import Hummingbird
import Registry

extension PackageAnswers {
    /// The package of an ingested version, by any range.
    static func zip(
        _ record: IngestRecord, _ catalogue: Catalogue, _ request: Request,
        _ packages: @Sendable (KeptVersion) async throws -> PackageContent
    ) async throws -> Response {
        guard let revision = Revision(record.commit.hex),
            let version = try await catalogue.version(of: record.repository, at: revision)
        else { throw RegistryError.versionNotKept(model: record.repository.path, revision: record.commit.short) }
        let content = try await packages(version)
        let name = "\(record.repository.name)-\(record.version).zip"
        let headers: HTTPFields = [
            .contentType: "application/zip", .contentDisposition: "attachment; filename=\"\(name)\"",
            .xContentTypeOptions: "nosniff",
        ]
        return try await ContentResponse(size: content.size, tag: EntityTag(content.tag), headers: headers)
            .answer(request) { content }
    }
}
