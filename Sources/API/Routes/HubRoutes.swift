package import Access
import Hummingbird
package import Wire

/// The Hubs of the house, and the tokens they are asked with; a token that is in is never given out again.
package struct HubRoutes: Sendable {
    /// What the house does for these routes; a Hub is named by its id.
    package struct Work: Sendable {
        let list: @Sendable () -> [HubView]
        let setToken: @Sendable (_ token: String?, _ hub: String, Identity) async throws -> HubView
        let check: @Sendable (_ hub: String) async throws -> HubCheckView

        package init(
            list: @escaping @Sendable () -> [HubView],
            setToken: @escaping @Sendable (_ token: String?, _ hub: String, Identity) async throws -> HubView,
            check: @escaping @Sendable (_ hub: String) async throws -> HubCheckView
        ) {
            self.list = list
            self.setToken = setToken
            self.check = check
        }
    }

    private let work: Work

    package init(work: Work) { self.work = work }

    package func addRoutes(to router: RouteTable) {
        router.get(Paths.hubs, needs: .admin) { _, _ in try Response(wire: work.list()) }
        router.put(Paths.hubToken, needs: .admin, records: .service) { request, context in
            let wish = try await request.decodeWire(HubTokenWish.self)
            return try Response(wire: try await work.setToken(wish.token, try context.hub, context.identity))
        }
        router.delete(Paths.hubToken, needs: .admin, records: .service) { _, context in
            try Response(wire: try await work.setToken(nil, try context.hub, context.identity))
        }
        router.post(Paths.hubCheck, needs: .admin, records: .nothing) { _, context in
            try Response(wire: try await work.check(try context.hub))
        }
    }
}

extension AccessContext {
    /// The Hub of the path.
    fileprivate var hub: String { get throws { try parameters.require("id") } }
}
