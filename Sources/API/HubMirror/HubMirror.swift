package import Access
import Domain
import HTTPTypes
package import Hummingbird
package import Logging
import Wire

/// Serves what a catalogue holds as a Hugging Face Hub, read only, so that `HF_ENDPOINT=http://host/hub` works unchanged.
package struct HubMirror: Sendable {
    let catalogue: any MirrorCatalogue
    /// Where it stands on the server: `/hub`.
    let mount: String
    /// What clients call it from outside, when a proxy stands before it: `https://models.example.org/hub`.
    let publicAddress: String?

    /// `publicAddress` has no slash at its end; without it links name the host the client asked for, over plain HTTP.
    package init(
        catalogue: any MirrorCatalogue, mount: String = Paths.hub, publicAddress: String? = nil
    ) {
        self.catalogue = catalogue
        self.mount = mount
        self.publicAddress = publicAddress
    }

    /// Puts the mirror under its mount. One route takes everything: only the undecoded path tells what is meant.
    package func addRoutes(to router: RouteTable) {
        router.everything(below: mount, refuses: .hub, needs: MirrorRoute.need(of:)) { request, context in
            await answer(request, identity: context.identity, logger: context.logger)
        }
    }

    /// The answer to any request, refusals included.
    package func answer(_ request: Request, identity: Identity, logger: Logger) async -> Response {
        var response: Response
        do {
            response = try await route(request, identity)
        } catch let error as MirrorError {
            response = error.response(to: request)
        } catch {
            let problem = Problem(error)
            logger.error(
                "The Hub mirror could not answer",
                metadata: ["url.path": "\(request.uri.path)", "error": "\(problem.message)"])
            response = Response(refusing: problem.code.status, message: problem.message)
        }
        response.headers[.xContentTypeOptions] = "nosniff"
        return request.method == .head ? response.createHeadResponse() : response
    }

    private func route(_ request: Request, _ identity: Identity) async throws -> Response {
        let path = request.uri.path
        guard path.hasPrefix(mount + "/") else { throw MirrorError.noSuchPage }
        let route = try MirrorRoute(path.dropFirst(mount.count), method: request.method)
        let asked = MirrorRequest(
            request: request, identity: identity, path: path, query: FormItems(request.uri.query ?? ""))
        switch route {
        case .whoAmI: return try whoAmI(asked)
        case .list(let kind): return try await list(kind, asked)
        case .repository(let id, let subject):
            guard let found = try await catalogue.repository(id, revision: subject.revision) else {
                throw MirrorError.repositoryNotFound(id.path)
            }
            guard found.id == id else { return redirect(to: .repository(found.id, subject), asked) }
            return try await answer(subject, about: found, asked)
        }
    }

    private func answer(
        _ subject: MirrorRoute.Subject, about repository: MirrorRepository, _ asked: MirrorRequest
    ) async throws -> Response {
        if case .info = subject { return try info(repository, asked) }
        if case .references = subject { return try references(repository, asked) }
        switch repository.access {
        case .granted: break
        case .gated(let page): throw MirrorError.gated(repository.id, page: page)
        case .disabled: throw MirrorError.disabled
        }
        switch subject {
        case .info: return try info(repository, asked)
        case .references: return try references(repository, asked)
        case .authorization: return try Response(json: .object([:]))
        case .commits: return try commits(repository, asked)
        case .tree(let revision, let path): return try tree(repository, revision, path, asked)
        case .pathsInfo: return try await pathsInfo(repository, asked)
        case .resolve(let revision, let path): return try await resolve(repository, revision, path, asked)
        case .raw(let revision, let path): return try await raw(repository, revision, path, asked)
        }
    }

    /// Relative, with the query kept: clients follow it only when it stays on this server.
    private func redirect(to route: MirrorRoute, _ asked: MirrorRequest) -> Response {
        let query = asked.request.uri.query.map { "?\($0)" } ?? ""
        return Response(status: .temporaryRedirect, headers: [.location: mount + route.path + query])
    }
}
