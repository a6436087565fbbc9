import Blobs
import Domain
import HTTPTypes
import Hummingbird
package import Registry
package import Wire

/// What a model's page shows: versions, files and their bytes, the card, what happened, what changed.
package struct VersionRoutes: Sendable {
    private let catalogue: Catalogue
    private let comparer: VersionComparer
    private let sources: SourceWords

    /// `sources`: what folders are called to who is no administrator.
    package init(catalogue: Catalogue, comparer: VersionComparer, sources: SourceWords) {
        self.catalogue = catalogue
        self.comparer = comparer
        self.sources = sources
    }

    package func addRoutes(to router: RouteTable) {
        router.get(Paths.versions, needs: .search) { request, context in
            let (model, _) = try NamedModel.read(request, context)
            let page = try await catalogue.versions(of: model, try PageWish(request, usual: 100))
            return try Response(wire: page.told(by: sources.words(for: context.identity)))
        }
        router.get(Paths.files, needs: .search) { request, context in
            let (model, revision) = try NamedModel.read(request, context)
            let page = try PageWish(request, usual: PageWish.most)
            return try Response(wire: try await catalogue.files(of: model, at: revision, page))
        }
        router.get(Paths.file, needs: .download) { request, context in try await file(request, context) }
        router.head(Paths.file, needs: .download) { request, context in
            try await file(request, context).createHeadResponse()
        }
        router.get(Paths.card, needs: .search) { request, context in
            let (model, revision) = try NamedModel.read(request, context)
            return try Response(wire: try await catalogue.card(of: model, at: revision))
        }
        router.get(Paths.history, needs: .search) { request, context in
            let (model, _) = try NamedModel.read(request, context)
            return try Response(wire: try await catalogue.happened(to: model, try PageWish(request, usual: 100)))
        }
        router.get(Paths.compare, needs: .search) { request, context in
            let (model, _) = try NamedModel.read(request, context)
            let query = FormItems(request.uri.query ?? "")
            let from = try Self.revision("from", query)
            let to = try Self.revision("to", query)
            return try Response(wire: try await comparer.compare(model, from: from, to: to))
        }
    }

    private func file(_ request: Request, _ context: some RequestContext) async throws -> Response {
        let (model, revision) = try NamedModel.read(request, context)
        guard let text = FormItems(request.uri.query ?? "").first("path"), let path = RepositoryPath(text) else {
            throw Problem(.badRequest, "`path` is no path of a file", hint: "write it as `files` lists it")
        }
        let (version, reader) = try await catalogue.file(at: path, of: model, at: revision)
        // A file is somebody else's text on our address: a browser may keep it and do nothing more with it.
        let headers: HTTPFields = [
            .contentType: MediaKind.of(path), .contentSecurityPolicy: "default-src 'none'; sandbox",
            .xContentTypeOptions: "nosniff", .xRepoCommit: version.commit.hex,
            .contentDisposition: HubMirror.attachment(path),
        ]
        let tag = version.files.first { $0.path == path }?.digest.hex ?? version.commit.hex
        return try await ContentResponse(size: reader.size, tag: EntityTag(tag), headers: headers)
            .answer(request) { BlobContent(reader: reader) }
    }

    private static func revision(_ name: String, _ query: FormItems) throws(Problem) -> Revision? {
        guard let text = query.first(name) else { return nil }
        guard let revision = Revision(text) else { throw Problem(.badRequest, "`\(name)` is no revision") }
        return revision
    }
}

extension PageWish {
    /// From `?limit=&cursor=`.
    fileprivate init(_ request: Request, usual: Int) throws(Problem) {
        let query = FormItems(request.uri.query ?? "")
        self.init(limit: usual, cursor: query.first("cursor"))
        guard let given = query.first("limit") else { return }
        guard let number = Int(given), (1...Self.most).contains(number) else {
            throw Problem(.badRequest, "limit is a number from 1 to \(Self.most)")
        }
        limit = number
    }
}
