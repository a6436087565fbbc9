import API
import Access
import Blobs
import Dashboard
import Domain
import Hub
import Hummingbird
import Jobs
import Glibc
import Logging
import MCP
import NIOCore
import Registry
import ServiceLifecycle
import Wire

/// The HTTP side of the house: which routes there are, and on which address.
struct WebService: Service {
    private let house: House
    private let idleTimeout: TimeAmount
    private let ready: @Sendable (String) -> Void

    /// Longer than the minute for which proxies keep connections, so that they close them first.
    static let idleTimeout = TimeAmount.seconds(75)

    /// - Parameter idleTimeout: how long a connection may rest between two requests, or within one that is not yet read. While an
    ///   answer is being sent no time counts: neither a slow download nor a quiet stream of events is cut.
    init(
        house: House, idleTimeout: TimeAmount = WebService.idleTimeout, ready: @escaping @Sendable (String) -> Void
    ) {
        self.house = house
        self.idleTimeout = idleTimeout
        self.ready = ready
    }

    func run() async throws {
        let settings = house.settings
        let application = Application(
            responder: try await routes().responder(),
            server: .http1(
                configuration: .init(additionalChannelHandlers: [ForsakenWatch()], idleTimeout: idleTimeout)),
            configuration: .init(address: .hostname(settings.host, port: settings.port), serverName: "roost"),
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? settings.port
                // A start runs much that is never run again.
                ProgramPages.letGo()
                ready("http://\(settings.host == "::1" ? "[::1]" : settings.host):\(port)")
            },
            logger: house.logger)
        do {
            try await application.run()
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw Problem(
                .conflict, "port \(settings.port) on \(settings.host) is taken",
                hint: "another Roost may be running; choose a port with `--port`, or 0 for any free one")
        }
    }

    /// Every route there is; `answering` stands between the guard and a route, which only a test makes use of.
    func routes(
        answering: @escaping @Sendable (RouteEntry, @escaping RouteHandler) -> RouteHandler = { $1 }
    ) async throws -> RouteTable {
        let settings = house.settings
        let gate = RouteGuard(access: house.access, anonymous: settings.anonymous, site: settings.site)
        let house = house
        let pages = try PageRoutes(pages: Pages.all(house.dashboard))
        let router = RouteTable(gate: gate, hosts: settings.hosts, missing: pages.missing, answering: answering)
        HealthRoutes { _ = try await house.catalogue.count() }.addRoutes(to: router)
        MetricsRoutes(catalogue: house.catalogue, queue: house.queue).addRoutes(to: router)
        let sources = house.sources
        let downloads = WatchedDownloads(now: JobClock.system.now)
        DownloadRoutes(downloads: downloads).addRoutes(to: router)
        ModelRoutes(catalogue: house.catalogue, downloads: downloads, sources: sources) { version in
            let layout = try house.exporter.layout(of: version)
            return PackageContent(layout: layout, store: house.blobs)
        }.addRoutes(to: router)
        VersionRoutes(
            catalogue: house.catalogue,
            comparer: VersionComparer(catalogue: house.catalogue, ledger: house.gate.ledger), sources: sources
        ).addRoutes(to: router)
        JobRoutes(
            queue: house.queue, sources: sources,
            enqueuePull: { try await house.enqueue(pull: $0, by: $1) },
            enqueueRun: { try await house.enqueue(reproduce: $0, at: $1, by: $2) },
            retry: { try await house.retry($0, by: $1) }, cancel: { try await house.cancel($0, by: $1) }
        ).addRoutes(to: router)
        VerifyRoutes { try await house.enqueue(verify: $0, by: $1) }.addRoutes(to: router)
        ConvertRoutes { try await house.enqueue(convert: $0, at: $1, $2, by: $3) }.addRoutes(to: router)
        SearchRoutes(catalogue: house.catalogue, sources: sources) { try await house.search($0, kind: $1) }
            .addRoutes(to: router)
        SessionRoutes(access: house.access).addRoutes(to: router)
        SignInRoutes(service: house.signIn, site: settings.site).addRoutes(to: router)
        AccountRoutes(access: house.access).addRoutes(to: router)
        UserRoutes(access: house.access).addRoutes(to: router)
        TokenRoutes(access: house.access).addRoutes(to: router)
        AuditRoutes(audit: house.audit).addRoutes(to: router)
        RoutingRoutes(gateway: house.gateway, audit: house.audit).addRoutes(to: router)
        RequestRoutes(traces: house.traces).addRoutes(to: router)
        RuntimeRoutes(inference: house.inference, audit: house.audit).addRoutes(to: router)
        OpenAIRoutes(inference: house.inference, gateway: house.gateway).addRoutes(to: router)
        AnthropicRoutes(inference: house.inference, gateway: house.gateway).addRoutes(to: router)
        OllamaRoutes(inference: house.inference, gateway: house.gateway).addRoutes(to: router)
        OllamaStoreRoutes(
            work: .init(
                maker: house.modelMaker, uploads: house.uploads, queue: house.queue,
                pull: { try await house.enqueue(pull: $0, by: $1) }, remove: { try await house.removeModel($0) }),
            audit: house.audit
        ).addRoutes(to: router)
        ImportToRoutes { try await house.enqueue(importTo: $0, by: $1) }.addRoutes(to: router)
        AuthenticateRoutes(access: house.access).addRoutes(to: router)
        try DocumentationRoutes().addRoutes(to: router)
        GateRoutes(
            keeper: house.gate, catalogue: house.catalogue, sources: sources,
            vet: { try await house.vet($0, for: $1, orKept: true) },
            checkLicence: { try await house.checkLicence(of: $0, with: $1) }
        ).addRoutes(to: router)
        addSettings(to: router)
        addContracts(to: router)
        pages.addRoutes(to: router)
        MCPRoutes(desk: house.mcpDesk(isReadOnly: settings.mcpReadsOnly), site: settings.site).addRoutes(to: router)
        HubMirror(
            catalogue: try await mirrored(), mount: Paths.hub,
            publicAddress: settings.publicAddress.map { $0 + Paths.hub }
        ).addRoutes(to: router)
        return router
    }

    /// What administrators set and look after.
    private func addSettings(to router: RouteTable) {
        let house = house
        PolicyRoutes(keeper: house.gate).addRoutes(to: router)
        StoreRoutes(catalogue: house.catalogue) { try await house.enqueuePrune(by: $0) }.addRoutes(to: router)
        HubRoutes(
            work: .init(
                list: { house.hubList },
                add: { try await house.addHub($0, by: $1) },
                remove: { try await house.removeHub($0, by: $1) },
                setToken: { try await house.setHubToken($0, for: $1, by: $2) },
                check: { try await house.checkHub($0) })
        ).addRoutes(to: router)
    }

    /// The paths that users of earlier systems know.
    private func addContracts(to router: RouteTable) {
        let house = house
        let packages: @Sendable (KeptVersion) async throws -> PackageContent = { version in
            PackageContent(layout: try house.exporter.layout(of: version), store: house.blobs)
        }
        PackageRoutes(
            catalogue: house.catalogue, ingester: { house.ingester(for: $0) }, packages: packages
        ).addRoutes(to: router)
        ArtifactRoutes(
            catalogue: house.catalogue, ingester: { house.ingester(for: $0) },
            checkLicence: { try await house.checkLicence(of: $0.repository, with: $1) }, packages: packages
        ).addRoutes(to: router)
        let models = HubModels(house: house)
        HubModelRoutes(
            work: .init(
                search: { try await house.search($0, kind: $1).told(by: house.sources) },
                measured: { try await models.measured($0) },
                describe: { try await models.describe($0) },
                recommend: { try await models.recommend($0) }, stats: { try await models.stats() },
                download: { try await models.download($0, by: $1) }),
            inference: house.inference, gateway: house.gateway
        ).addRoutes(to: router)
    }

    private func mirrored() async throws -> any MirrorCatalogue {
        // The samples first: they are whole, while of the same commit a part only may be kept.
        let samples: [any MirrorCatalogue] = house.settings.sampleHub.map { [FolderShelf(FolderHub(root: $0))] } ?? []
        return UnionCatalogue(samples + [RegistryShelf(catalogue: house.catalogue)])
    }
}
