import API
import Access
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Storage
import Wire

/// A server with accounts and a few routes of each kind, asked without a network.
struct AccessServer: Sendable {
    let access: AccessService
    let application: Application<RouterResponder<AccessContext>>
    let database: any Database

    /// Ann is an administrator, Bob may search and download.
    static func with(
        anonymous: Permissions = .none, site: SiteAddress = SiteAddress(), hosts: AllowedHosts = .loopback,
        _ body: (AccessServer) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/api-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }  // A left-over folder in /tmp harms no test.
        let database = try await SQLiteDatabase.open(folder + "/roost.db")
        try await database.migrate([AccessService.migrations(for: database.dialect)])
        let access = AccessService(database: database, cost: PasswordCost(exponent: 10, lanes: 1)) { Self.now }
        try await add("ann", .everything, access)
        try await add("bob", Permissions([.search, .download]), access)
        let table = RouteTable(gate: RouteGuard(access: access, anonymous: anonymous, site: site), hosts: hosts)
        try addRoutes(to: table, access)
        try await body(
            AccessServer(access: access, application: Application(responder: table.responder()), database: database))
        try await database.close()
    }

    static let now: Int64 = 1_800_000_000_000

    private static func add(_ name: String, _ permissions: Permissions, _ access: AccessService) async throws {
        _ = try await access.addUser(
            try UserName(typed: name), password: Password(typed: "\(name)'s password"), permissions: permissions,
            by: .system)
    }

    private static func addRoutes(to table: RouteTable, _ access: AccessService) throws {
        let answer: RouteHandler = { _, context in
            Response(status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(string: context.identity.actor)))
        }
        table.get("/open", needs: .nothing, answer)
        table.get("/things", needs: .search, answer)
        table.post("/things/:name", needs: .upload, records: .route("thing.make"), answer)
        table.delete("/things/:name", needs: .admin, records: .route("thing.remove")) { _, _ in
            throw Problem(.notFound, "no such thing")
        }
        SessionRoutes(access: access).addRoutes(to: table)
        AccountRoutes(access: access).addRoutes(to: table)
        UserRoutes(access: access).addRoutes(to: table)
        TokenRoutes(access: access).addRoutes(to: table)
        AuditRoutes(audit: access.audit).addRoutes(to: table)
        AuthenticateRoutes(access: access).addRoutes(to: table)
        HubMirror(catalogue: MemoryCatalogue([try Sample.repository("acme/tiny")])).addRoutes(to: table)
    }

    func ask(
        _ path: String, _ method: HTTPRequest.Method = .get, token: String? = nil, headers: HTTPFields = [:],
        json body: String? = nil
    ) async throws -> TestResponse {
        var headers = headers
        if let token { headers[.authorization] = "Bearer \(token)" }
        if body != nil { headers[.contentType] = "application/json" }
        return try await application.test(.router) { [headers] client in
            try await client.execute(
                uri: path, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) })
        }
    }

    /// A token of a user.
    func token(_ name: String, _ permissions: Permission..., days: Int? = nil) async throws -> String {
        let scope = permissions.isEmpty ? nil : Permissions(Set(permissions))
        let request = try TokenRequest(user: try UserName(typed: name), name: "test", permissions: scope, days: days)
        return try await access.createToken(request, by: .system).secret.revealed
    }

    /// The cookie of a browser that signed in: `name=value`.
    func cookie(_ name: String) async throws -> String {
        let reply = try await signIn(name, "\(name)'s password")
        return String(reply["Set-Cookie"]?.split(separator: ";").first ?? "")
    }

    func signIn(_ name: String, _ password: String, headers: HTTPFields = [:]) async throws -> TestResponse {
        try await ask(
            "/api/v1/session", .post, headers: headers,
            json: #"{"username":"\#(name)","password":"\#(password)"}"#)
    }
}

extension TestResponse {
    func decoded<T: Decodable>(_ type: T.Type) throws -> T { try WireJSON.decode(type, from: text) }

    /// The code of the error that Roost's own routes answer with.
    var problem: String? { (try? decoded(ErrorBody.self))?.error.code }  // not an error: nil
}
