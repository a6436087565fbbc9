package import Access
import Hummingbird
import Wire

/// Signing in and out of a browser, and who one is.
package struct SessionRoutes: Sendable {
    private let access: AccessService

    package init(access: AccessService) { self.access = access }

    package func addRoutes(to router: RouteTable) {
        router.get(Paths.session, needs: .nothing) { _, context in try Self.answer(context.identity) }
        router.post(Paths.session, needs: .nothing, records: .service) { request, context in
            let wish = try await request.decodeWire(LoginWish.self)
            let new = try await access.signIn(
                wish.username, Password(typed: wish.password), at: context.client)
            var response = try Self.answer(new.identity)
            response.setCookie(SessionCookie.cookie(new.secret, isSecure: context.isSecure))
            return response
        }
        router.delete(Paths.session, needs: .nothing, records: .service) { _, context in
            try await access.signOut(context.identity)
            var response = Response(status: .noContent)
            response.setCookie(SessionCookie.ending(isSecure: context.isSecure))
            return response
        }
    }

    private static func answer(_ identity: Identity) throws -> Response {
        try Response(wire: SessionView(identity), headers: [.cacheControl: "no-store"])
    }
}
