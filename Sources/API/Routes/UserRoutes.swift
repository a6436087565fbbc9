package import Access
import Hummingbird
import Wire

/// Users, for administrators.
package struct UserRoutes: Sendable {
    private let access: AccessService

    package init(access: AccessService) { self.access = access }

    package func addRoutes(to router: RouteTable) {
        router.get(Paths.users, needs: .admin) { _, _ in
            let identities = try await access.identities()
            return try Response(wire: try await access.users().map { UserView($0, identities) })
        }
        router.post(Paths.users, needs: .admin, records: .service) { request, context in
            try await add(request, context)
        }
        router.get(Paths.user, needs: .admin) { _, context in
            let name = try context.userName
            let user = try await access.user(name)
            return try Response(wire: UserView(user, try await access.identities(of: name)))
        }
        router.delete(Paths.user, needs: .admin, records: .service) { _, context in
            try await access.removeUser(try context.userName, by: context.identity)
            return Response(status: .noContent)
        }
        router.put(Paths.userPermissions, needs: .admin, records: .service) { request, context in
            let permissions = try Permissions(names: try await request.decodeWire(PermissionsWish.self).permissions)
            let user = try await access.setPermissions(of: try context.userName, by: context.identity) { _ in
                permissions
            }
            return try Response(wire: UserView(user))
        }
        router.put(Paths.userPassword, needs: .admin, records: .service) { request, context in
            try await setPassword(request, context)
        }
    }

    private func add(_ request: Request, _ context: AccessContext) async throws -> Response {
        let wish = try await request.decodeWire(UserWish.self)
        let name = try UserName(typed: wish.name)
        let permissions = try Permissions(names: wish.permissions ?? [])
        let password = try wish.password.map { text throws(AccessError) in try Password(new: text, for: name) }
        let generated = password == nil ? Password.generated() : nil
        guard let chosen = password ?? generated else { throw AccessError.weakPassword("is missing") }
        let user = try await access.addUser(name, password: chosen, permissions: permissions, by: context.identity)
        let view = NewUserView(user: UserView(user), password: generated?.revealed)
        return try Response(wire: view, status: .created, headers: [.cacheControl: "no-store"])
    }

    private func setPassword(_ request: Request, _ context: AccessContext) async throws -> Response {
        let name = try context.userName
        let wish = try await request.decodeWire(PasswordWish.self)
        let given = try wish.password.map { text throws(AccessError) in try Password(new: text, for: name) }
        let password = given ?? .generated()
        try await access.setPassword(of: name, to: password, by: context.identity)
        let view = NewUserView(
            user: UserView(try await access.user(name)), password: given == nil ? password.revealed : nil)
        return try Response(wire: view, headers: [.cacheControl: "no-store"])
    }
}

extension AccessContext {
    /// The user of the path.
    fileprivate var userName: UserName {
        get throws { try UserName(typed: PercentCoding.decode(try parameters.require("name")) ?? "") }
    }
}
