import Access
import Domain
import Hummingbird
package import Registry
package import Wire

/// The kept models: list, detail, removal, package.
package struct ModelRoutes: Sendable {
    private let catalogue: Catalogue
    private let packages: @Sendable (KeptVersion) async throws -> PackageContent
    private let downloads: WatchedDownloads
    private let sources: SourceWords

    /// - Parameters:
    ///   - downloads: counts what is sent of packages to who watches.
    ///   - sources: what folders are called to who is no administrator.
    ///   - packages: lays out the package of a version, to be read from anywhere in it.
    package init(
        catalogue: Catalogue, downloads: WatchedDownloads, sources: SourceWords,
        packages: @escaping @Sendable (KeptVersion) async throws -> PackageContent
    ) {
        self.catalogue = catalogue
        self.downloads = downloads
        self.sources = sources
        self.packages = packages
    }

    package func addRoutes(to router: RouteTable) {
        router.get(Paths.models, needs: .search) { request, context in
            let page = try await catalogue.search(try ModelQuery(FormItems(request.uri.query ?? "")))
            return try Response(wire: page.told(by: sources.words(for: context.identity)))
        }
        router.get(Paths.model, needs: .search) { request, context in
            let (repository, revision) = try NamedModel.read(request, context)
            let detail = try await catalogue.detail(of: repository, at: revision)
            return try Response(wire: detail.told(by: sources.words(for: context.identity)))
        }
        router.delete(Paths.model, needs: .admin, records: .route("model.remove")) { request, context in
            let (repository, revision) = try NamedModel.read(request, context)
            return try Response(wire: try await catalogue.remove(repository, at: revision))
        }
        router.get(Paths.package, needs: .download) { request, context in
            do {
                return try await package(request, context)
            } catch {
                let id = FormItems(request.uri.query ?? "").first("download")
                downloads.refuse(id, Problem(error), for: context.identity, at: context.client)
                throw error
            }
        }
        router.head(Paths.package, needs: .download) { request, context in
            try await package(request, context).createHeadResponse()
        }
    }

    private func package(_ request: Request, _ context: AccessContext) async throws -> Response {
        let (repository, revision) = try NamedModel.read(request, context)
        guard let version = try await catalogue.version(of: repository, at: revision) else {
            throw RegistryError.notKept(repository.path)
        }
        let content = try await packages(version)
        let name = "\(repository.name)-\(version.commit.short).zip"
        let headers: HTTPFields = [
            .contentType: "application/zip", .contentDisposition: "attachment; filename=\"\(name)\"",
            .xContentTypeOptions: "nosniff",
        ]
        let watch = downloads.watch(
            FormItems(request.uri.query ?? "").first("download"), of: name, bytes: content.size.bytes,
            for: context.identity, at: context.client)
        return try await ContentResponse(
            size: content.size, tag: EntityTag(content.tag), headers: headers, watch: watch
        ).answer(request) { content }
    }
}

extension ModelQuery {
    /// From `?search=&regex=&kind=&author=&task=&library=&license=&tag=&sort=&limit=&cursor=`.
    init(_ query: FormItems) throws(Problem) {
        self.init()
        text = query.first("search").flatMap { $0.isEmpty ? nil : $0 }
        pattern = query.first("regex")
        author = query.first("author")
        task = query.first("task")
        library = query.first("library")
        license = query.first("license")
        tags = query.all("tag")
        cursor = query.first("cursor")
        if let given = query.first("kind") {
            guard let known = RepositoryKind(rawValue: given) else {
                throw Problem(.badRequest, "kind is model or dataset")
            }
            kind = known
        }
        if let given = query.first("sort") {
            guard let known = Order(rawValue: given) else {
                throw Problem(.badRequest, "sort is \(Order.words)")
            }
            order = known
        }
        if let given = query.first("limit") {
            guard let number = Int(given), (1...1000).contains(number) else {
                throw Problem(.badRequest, "limit is a number from 1 to 1000")
            }
            limit = number
        }
    }
}
