import Hummingbird

/// `/healthz`: the process lives. `/readyz`: the database answers and the store is there.
package struct HealthRoutes: Sendable {
    private let isReady: @Sendable () async throws -> Void

    package init(isReady: @escaping @Sendable () async throws -> Void) { self.isReady = isReady }

    package func addRoutes(to router: RouteTable) {
        router.get(Paths.health, needs: .nothing) { _, _ in Self.plain("ok\n") }
        router.get(Paths.ready, needs: .nothing) { _, _ in
            try await isReady()
            return Self.plain("ready\n")
        }
    }

    private static func plain(_ text: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: "text/plain; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
