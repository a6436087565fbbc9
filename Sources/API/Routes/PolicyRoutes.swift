import Access
import Domain
import HTTPTypes
import Hummingbird
package import Registry
import Scoring
import Wire

/// The policy of the house: shown, checked, tried and changed.
package struct PolicyRoutes: Sendable {
    private let keeper: GateKeeper
    /// Versions of a page of a preview, when nobody says.
    private static let usualPage = 200

    package init(keeper: GateKeeper) { self.keeper = keeper }

    package func addRoutes(to router: RouteTable) {
        router.get(Paths.policy, needs: .search) { _, _ in try await shown() }
        router.put(Paths.policy, needs: .admin, records: .service) { request, context in
            try await save(request, by: context.identity.actor)
        }
        router.post(Paths.policyCheck, needs: .search, records: .nothing) { request, _ in
            let wish = try await request.decodeWire(PolicyWish.self)
            return try Response(wire: keeper.check(policy: wish.text))
        }
        router.post(Paths.policyPreview, needs: .admin, records: .nothing) { request, _ in
            let wish = try await request.decodeWire(PolicyPreviewWish.self)
            guard GateKeeper.previewPages.contains(wish.limit ?? Self.usualPage), wish.after ?? 0 >= 0 else {
                throw Problem(.badRequest, "limit is a number from 1 to 500, and after one that was answered")
            }
            let page = try await keeper.preview(
                policy: wish.text, after: wish.after ?? 0, limit: wish.limit ?? Self.usualPage)
            return try Response(wire: page)
        }
        router.get(Paths.policySchema, needs: .search) { _, _ in
            let headers: HTTPFields = [.contentType: "application/schema+json", .xContentTypeOptions: "nosniff"]
            let body = ByteBuffer(string: PolicySchema.text)
            return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: body))
        }
        router.post(Paths.policyRescore, needs: .admin, records: .route("policy.rescored")) { request, _ in
            let isTrial = FormItems(request.uri.query ?? "").flag("dry_run") ?? false
            return try Response(wire: try await keeper.rescore(recording: !isTrial))
        }
    }

    private func shown() async throws -> Response {
        let draft = try await keeper.policies.draft()
        let loaded = try await keeper.policies.current()
        var headers: HTTPFields = [.cacheControl: "no-cache"]
        // Of a file that is not in force another text is shown: only `*` overwrites what nobody has seen.
        if draft.text == loaded.text { headers[.eTag] = EntityTag(draft.tag).quoted }
        return try Response(wire: Self.view(loaded, fixed: draft.obstacle), headers: headers)
    }

    /// Nobody overwrites what they have not seen: `If-Match` names the file the change was made from, or is `*`.
    private func save(_ request: Request, by person: String) async throws -> Response {
        guard let match = request.headers[.ifMatch] else {
            let problem = Problem(
                .badRequest, "the request lacks `If-Match`",
                hint: "send the `ETag` of GET, or `*` to overwrite anything")
            return try Response(wire: ErrorBody(problem), status: .preconditionRequired)
        }
        let text = try await request.decodeWire(PolicyWish.self).text
        let tag = match.filter { $0 != "\"" && $0 != " " }
        do {
            _ = try await keeper.save(policy: text, expecting: tag == "*" ? nil : tag, by: person)
        } catch let error as GateError {
            guard case .policyChanged = error else { throw error }
            return try Response(wire: ErrorBody(error.problem), status: .preconditionFailed)
        }
        return try await shown()
    }

    /// Of the file's place only its name: whoever may search need not know folders of the machine.
    private static func view(_ loaded: LoadedPolicy, fixed: String?) -> PolicyView {
        PolicyView(
            name: loaded.policy.name, digest: loaded.digest, text: loaded.text,
            file: loaded.file.map { String($0.split(separator: "/").last ?? "") }, problem: loaded.problem?.message,
            fixed: fixed)
    }
}
