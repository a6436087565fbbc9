import Domain
import Engines
import Gateway
import Jobs
import Logging
import ServiceLifecycle
import Storage
package import Wire

/// The one way to every model.
extension House {
    static func gateway(
        _ settings: Settings, _ home: Home, _ inference: Inference, _ traces: TraceStore, _ logger: Logger
    ) -> Gateway {
        let dialects = Dialects.all
        let local = LocalProvider(inference: inference, dialect: Dialects.engine)
        let providers = ProviderHouse(local: local, dialects: dialects, environment: settings.environment)
        let routes = RoutesStore(
            path: settings.routesFile, kinds: Set(dialects.keys), logger: logger)
        return Gateway(routes: routes, providers: providers, traces: traces, wall: JobClock.system.now)
    }

    /// The routes in force; a server that runs knows how their models do.
    package func routesView() async throws -> RoutesView {
        guard let note = ServerNote.read(home) else { return gateway.view(isWhole: true) }
        return try await withServer(note, permissions: ["run", "admin"]) { server in
            try await read(try await inference.client.get("/api/v1/routes", from: server))
        }
    }

    /// Tries a route: in the server of the home where one runs, else here.
    package func test(route name: String, _ wish: RouteTestWish) async throws -> RouteTestReport {
        if let note = ServerNote.read(home) {
            return try await withServer(note, minutes: 15, permissions: ["run", "admin"]) { server in
                try await tell(server, "/api/v1/routes/\(name)/test", wish)
            }
        }
        return try await withRuntimes {
            let report = try await gateway.test(name, wish, by: "this machine")
            await traces.flush()
            return report
        }
    }
}

/// Keeps the records of requests, as long as the server runs.
struct GatewayService: Service {
    let house: House

    func run() async throws {
        try await house.gateway.begin(with: house.traces)
        await cancelWhenGracefulShutdown { [house] in await house.traces.run() }
    }
}
