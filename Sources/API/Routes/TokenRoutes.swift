package import Access
import Hummingbird
import Wire

/// Tokens: one's own, and for administrators everybody's.
package struct TokenRoutes: Sendable {
    private let access: AccessService

    package init(access: AccessService) { self.access = access }

    package func addRoutes(to router: RouteTable) {
        router.get(Paths.tokens, needs: .account) { request, context in
            let named = FormItems(request.uri.query ?? "").first("user")
            // `*` is no user name, so it can stand for everybody.
            var user = context.identity.user
            if let named { user = named == "*" ? nil : try UserName(typed: named) }
            return try Response(wire: try await access.tokens(of: user, by: context.identity).map(TokenView.init))
        }
        router.post(Paths.tokens, needs: .account, records: .service) { request, context in
            let wish = try TokenRequest(try await request.decodeWire(TokenWish.self), for: context.identity.user)
            let new = try await access.createToken(wish, by: context.identity)
            return try Response(wire: NewTokenView(new), status: .created, headers: [.cacheControl: "no-store"])
        }
        router.delete(Paths.token, needs: .account, records: .service) { _, context in
            guard let id = AccessID(try context.parameters.require("id")) else { throw AccessError.noSuchToken }
            return try Response(wire: TokenView(try await access.revokeToken(id, by: context.identity)))
        }
    }
}
