package import API
package import Access
import Domain
import HTTPTypes
package import Hummingbird
import Logging
import NIOCore

/// Puts pages and their files on the table of routes, and turns errors into pages that say them.
package struct PageRoutes: Sendable {
    private let pages: [any Page]
    private let renderer: Renderer
    private let files: AssetFiles

    /// Throws when a template that travels in the program is none.
    package init(pages: [any Page]) throws {
        self.pages = pages
        files = AssetFiles()
        renderer = try Renderer(files)
    }

    package func addRoutes(to router: RouteTable) {
        for page in pages {
            addReading(to: router, page.path, needs: page.need) { request, context in
                try await answer(page, PageVisit(request, context), context)
            }
        }
        let files = files
        addReading(to: router, "\(PagePaths.assets)/:version/:file", needs: .nothing) { request, context in
            try files.answer(request, try context.parameters.require("version"), try context.parameters.require("file"))
        }
    }

    /// What people get at an address that is none.
    package func missing(_ request: Request, _ identity: Identity) -> Response {
        let problem = Problem(
            .notFound, "there is no page at `\(request.uri.path.prefix(200))`",
            hint: "see whether the address is typed right, or go on from the places at the side")
        let address = request.uri.query.map { "\(request.uri.path)?\($0)" } ?? request.uri.path
        let html = renderer.page(
            ProblemContent.page(problem), identity: identity, appearance: Appearance(request), address: address)
        return response(html, .notFound)
    }

    /// GET, and HEAD with the same headers and no body.
    private func addReading(
        to router: RouteTable, _ path: String, needs need: Need, _ handler: @escaping RouteHandler
    ) {
        router.get(path, needs: need, refuses: .page(refuse), handler)
        router.head(path, needs: need, refuses: .page(refuse)) { request, context in
            try await handler(request, context).createHeadResponse()
        }
    }

    private func answer(_ page: any Page, _ visit: PageVisit, _ context: AccessContext) async throws -> Response {
        do {
            let content = try await page.content(for: visit)
            return response(renderer.page(content, for: visit), content.status)
        } catch let leave as PageRedirect {
            return Response(status: .seeOther, headers: [.location: leave.path, .cacheControl: "no-store"])
        } catch {
            var problem = Problem(error)
            if problem.code == .internal {
                context.logger.error("A page failed", metadata: ["path": "\(visit.path)", "error": "\(error)"])
                problem = .unexpected
            }
            let content = ProblemContent.page(problem)
            return response(renderer.page(content, for: visit), content.status)
        }
    }

    /// Who may sign in is sent to do so, and comes back; who may not is told what is missing.
    private func refuse(_ refused: RefusedVisit, _ request: Request) throws -> Response {
        if refused.needsSignIn {
            let address = request.uri.query.map { "\(request.uri.path)?\($0)" } ?? request.uri.path
            let path = "\(PagePaths.login)?next=\(PercentCoding.encode(address))"
            return Response(status: .seeOther, headers: [.location: path, .cacheControl: "no-store"])
        }
        let content = ProblemContent.page(refused.problem, status: refused.status)
        let html = renderer.page(content, identity: refused.identity, appearance: Appearance(request), address: "/")
        return response(html, refused.status)
    }

    private func response(_ html: String, _ status: HTTPResponse.Status) -> Response {
        var headers = PageSecurity.headers
        headers[.contentType] = "text/html; charset=utf-8"
        headers[.cacheControl] = "no-store"
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: html)))
    }
}

/// Thrown by a page that has nothing to show but another address of ours.
package struct PageRedirect: Error {
    let path: String

    package init(to path: String) { self.path = path }
}
