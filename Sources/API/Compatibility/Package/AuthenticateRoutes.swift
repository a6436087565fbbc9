package import Access
import Domain
import HTTPTypes
import Hummingbird
import Wire

/// The way in that programs of earlier systems know: a token for a name and a password, and new users by an administrator.
package struct AuthenticateRoutes: Sendable {
    private let access: AccessService

    package init(access: AccessService) { self.access = access }

    package func addRoutes(to router: RouteTable) {
        router.post(Paths.authenticate, needs: .nothing, records: .service, refuses: .detail) { request, context in
            try await Self.inDetail {
                let wish = try await request.decodeWire(LoginWish.self)
                let new = try await access.authenticate(
                    wish.username, Password(typed: wish.password), at: context.client)
                return try Response(
                    wire: ["token": new.secret.revealed], headers: [.cacheControl: "no-store"])
            }
        }
        router.post(Paths.register, needs: .admin, records: .service, refuses: .detail) { request, context in
            try await Self.inDetail {
                let wish = try await request.decodeWire(Registration.self)
                let name = try UserName(typed: wish.username)
                let permissions = try Permissions(names: wish.permissions ?? [])
                let user = try await access.addUser(
                    name, password: try Password(new: wish.password, for: name), permissions: permissions,
                    by: context.identity)
                return try Response(wire: Registered(username: user.name.text, permissions: user.permissions.names))
            }
        }
    }

    private struct Registration: Decodable {
        let username: String
        let password: String
        let permissions: [String]?
    }

    private struct Registered: Encodable {
        let username: String
        let permissions: [String]
    }

    /// Errors as `{"detail": …}`; what nobody expected goes on to where it is logged.
    private static func inDetail(_ body: () async throws -> Response) async throws -> Response {
        do {
            return try await body()
        } catch let error as any ProblemConvertible where error.problem.code != .internal {
            var headers: HTTPFields = [:]
            if case let refused as AccessError = error { headers[.retryAfter] = refused.retryAfter.map(String.init) }
            if error.problem.code == .unauthorized { headers[.wwwAuthenticate] = "Bearer realm=\"roost\"" }
            // Earlier systems said 400 for a name that is taken.
            let status = error.problem.code == .conflict ? .badRequest : error.problem.code.status
            return try Response(detail: error.problem.message, status: status, headers: headers)
        }
    }
}
