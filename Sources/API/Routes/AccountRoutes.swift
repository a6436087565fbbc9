package import Access
import Domain
import Hummingbird
import Wire

/// One's own account.
package struct AccountRoutes: Sendable {
    private let access: AccessService

    package init(access: AccessService) { self.access = access }

    package func addRoutes(to router: RouteTable) {
        router.get(Paths.account, needs: .account) { _, context in
            guard let name = context.identity.user else { throw AccessError.notSignedIn }
            let user = try await access.user(name)
            return try Response(wire: UserView(user, try await access.identities(of: name)))
        }
        router.put(Paths.accountPassword, needs: .account, records: .service) { request, context in
            let wish = try await request.decodeWire(PasswordWish.self)
            guard let current = wish.current, let password = wish.password else {
                throw Problem(.badRequest, "the body lacks `current` or `password`")
            }
            try await access.changePassword(
                from: Password(typed: current), to: password, by: context.identity, at: context.client)
            return Response(status: .noContent)
        }
        router.delete(Paths.accountIdentity, needs: .account, records: .service) { request, context in
            try await access.unlinkOwn(
                from: try context.parameters.require("provider"),
                subject: FormItems(request.uri.query ?? "").first("subject"), by: context.identity, at: context.client)
            return Response(status: .noContent)
        }
    }
}
