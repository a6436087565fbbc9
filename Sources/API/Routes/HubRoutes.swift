package import Access
import Hummingbird
package import Wire

/// The Hubs of the house, which of them were added, and the tokens they are asked with; a token that is in is never given out again.
package struct HubRoutes: Sendable {
    /// What the house does for these routes; a Hub is named by its id.
    package struct Work: Sendable {
        let list: @Sendable () -> [HubView]
        let add: @Sendable (_ address: String, Identity) async throws -> HubView
        let remove: @Sendable (_ hub: String, Identity) async throws -> Void
        let setToken: @Sendable (_ token: String?, _ hub: String, Identity) async throws -> HubView
        let check: @Sendable (_ hub: String) async throws -> HubCheckView

        package init(
            list: @escaping @Sendable () -> [HubView],
            add: @escaping @Sendable (_ address: String, Identity) async throws -> HubView,
            remove: @escaping @Sendable (_ hub: String, Identity) async throws -> Void,
            setToken: @escaping @Sendable (_ token: String?, _ hub: String, Identity) async throws -> HubView,
            check: @escaping @Sendable (_ hub: String) async throws -> HubCheckView
        ) {
            self.list = list
            self.add = add
            self.remove = remove
            self.setToken = setToken
            self.check = check
        }
    }

    private let work: Work

    package init(work: Work) { self.work = work }

    package func addRoutes(to router: RouteTable) {
        router.get(Paths.hubs, needs: .admin) { _, _ in try Response(wire: work.list()) }
        router.post(Paths.hubs, needs: .admin, records: .service) { request, context in
            let wish = try await request.decodeWire(HubWish.self)
            return try Response(wire: try await work.add(wish.address, context.identity), status: .created)
        }
        router.delete(Paths.hubEntry, needs: .admin, records: .service) { _, context in
            try await work.remove(try context.hub, context.identity)
            return Response(status: .noContent)
        }
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
