package import Access
import Domain
package import Gateway
import HTTPTypes
import Hummingbird
import Wire

/// The routes of the house: shown, checked, tried and changed.
package struct RoutingRoutes: Sendable {
    private let gateway: Gateway
    private let audit: any AuditRecording

    package init(gateway: Gateway, audit: any AuditRecording) {
        self.gateway = gateway
        self.audit = audit
    }

    package func addRoutes(to router: RouteTable) {
        router.get(Paths.routes, needs: .run) { _, context in try shown(context) }
        router.put(Paths.routes, needs: .admin, records: .service) { request, context in
            try await save(request, context)
        }
        router.post(Paths.routesCheck, needs: .admin, records: .nothing) { request, _ in
            try Response(wire: gateway.check(try await request.decodeWire(RoutesWish.self).text))
        }
        router.get(Paths.routesSchema, needs: .run) { _, _ in
            let headers: HTTPFields = [.contentType: "application/schema+json", .xContentTypeOptions: "nosniff"]
            let body = ByteBuffer(string: RoutesSchema.text)
            return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: body))
        }
        router.post(Paths.routeTest, needs: .admin, records: .route("route.tested")) { request, context in
            let name = try context.parameters.require("name")
            let wish = try await request.decodeWire(RouteTestWish.self)
            let person = context.identity.actor
            return try await context.untilGone {
                try Response(wire: try await gateway.test(name, wish, by: person))
            }
        }
    }

    private func shown(_ context: AccessContext) throws -> Response {
        let isAdministrator = context.identity.allows(.admin)
        var view = gateway.view(isWhole: isAdministrator)
        var headers: HTTPFields = [.cacheControl: "no-cache"]
        if isAdministrator {
            do {
                let draft = try gateway.routes.draft()
                view.text = draft.text
                view.fixed = draft.obstacle
                headers[.eTag] = EntityTag(draft.tag).quoted
            } catch let error as RoutesError {
                // What is in force is answered all the same.
                view.problem = error.problem.message
            }
        }
        return try Response(wire: view, headers: headers)
    }

    /// Nobody overwrites what they have not seen: `If-Match` names the file the change was made from, or is `*`.
    private func save(_ request: Request, _ context: AccessContext) async throws -> Response {
        guard let match = request.headers[.ifMatch] else {
            let problem = Problem(
                .badRequest, "the request lacks `If-Match`",
                hint: "send the `ETag` of GET, or `*` to overwrite anything")
            return try Response(wire: ErrorBody(problem), status: .preconditionRequired)
        }
        let text = try await request.decodeWire(RoutesWish.self).text
        let tag = match.filter { $0 != "\"" && $0 != " " }
        do {
            _ = try gateway.routes.save(text, expecting: tag == "*" ? nil : tag)
        } catch let error as RoutesError {
            guard case .changed = error else { throw error }
            return try Response(wire: ErrorBody(error.problem), status: .preconditionFailed)
        }
        try await audit.record(
            context.identity, "routes.changed", "routes.yaml", detail: nil, outcome: .done, address: context.client)
        return try shown(context)
    }
}
