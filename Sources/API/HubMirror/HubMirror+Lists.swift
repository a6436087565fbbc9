import Domain
import HTTPTypes
import Hummingbird
import Wire

extension HubMirror {
    func list(_ kind: RepositoryKind, _ asked: MirrorRequest) async throws -> Response {
        let query = try MirrorQuery(asked.query, kind: kind)
        let page = try await catalogue.list(query, kind: kind)
        let headers = try page.next.map { try link(next: "cursor", $0, asked) } ?? [:]
        let rows = page.rows.map { $0.summary.json(query.fields, files: $0.files) }
        return try Response(json: .array(rows), headers: headers)
    }

    func whoAmI(_ asked: MirrorRequest) throws -> Response {
        guard let user = MirrorUser(asked.identity) else {
            let isUnknown = asked.request.headers[.authorization] != nil
            throw MirrorError.notSignedIn(
                isUnknown ? "Invalid credentials in Authorization header" : "Invalid username or password.")
        }
        return try Response(json: user.json)
    }
}
