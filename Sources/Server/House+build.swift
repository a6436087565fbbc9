package import Access
import Blobs
import Conversion
import Domain
import Engines
import Forge
import Gateway
import Hub
import Jobs
package import Logging
import Registry
import Sandbox
import Scoring
import Storage
import SystemPackage
import Wire

extension House {
    /// Opens the home of these settings, or makes it, and builds every service on it.
    package static func open(
        _ settings: Settings, logger: Logger, passwordCost: PasswordCost = .standard
    ) async throws -> House {
        let home = Home(settings.home, environment: settings.environment)
        let isNew = try home.prepare()
        let blobs =
            isNew
            ? try BlobStore.create(at: home.path, reserve: settings.reserve)
            : try BlobStore.open(at: home.path, reserve: settings.reserve)
        let database = BallastedDatabase(
            try await SQLiteDatabase.open(home.database.string),
            ballast: Ballast(path: home.path.appending("ballast").string))
        try await database.migrate([
            AccessService.migrations(for: database.dialect), JobQueue.migrations(for: database.dialect),
            .registry(database.dialect), .ingests, .executions, .overview(database.dialect), .engines, .gateway,
        ])
        if isNew { try home.remember() }
        let access = AccessService(database: database, cost: passwordCost, now: JobClock.system.now)
        let house = try build(settings, home, database, blobs, access, logger)
        await house.settleWaivers()
        house.clearRuns()
        return house
    }

    /// A waiver that ended while nobody was here must not go on excusing what is kept.
    private func settleWaivers() async {
        do {
            try await gate.settleLapsed()
        } catch {
            logger.warning("Ended waivers cannot be followed up", metadata: ["problem": "\(Problem(error).message)"])
        }
    }

    private static func build(
        _ settings: Settings, _ home: Home, _ database: any Database, _ blobs: BlobStore, _ access: AccessService,
        _ logger: Logger
    ) throws -> House {
        let catalogue = Catalogue(database: database, blobs: blobs, now: JobClock.system.now)
        let hubs = try Hubs(settings: settings, home: home, logger: logger)
        var download = DownloadSettings()
        download.connectionsPerFile = settings.connections
        let gate = GateKeeper(
            policies: PolicyStore(path: settings.policyFile, logger: logger),
            ledger: GateLedger(database: database, now: JobClock.system.now), audit: AuditedGate(trail: access.audit))
        let forge = Forge(
            folder: home.path.appending("cache").appending("forge"), settings: ForgeSettings(isOn: settings.readsCode),
            reach: Reach(rules: try settings.reachRules()), logger: logger)
        let executions = ExecutionLedger(database: database, now: JobClock.system.now)
        let vetter = try Self.vetter(settings, gate, forge, executions)
        let puller = Puller(
            catalogue: catalogue, hubs: hubs, settings: download, memory: MachineMemory.read()?.total, vetter: vetter)
        let queue = JobQueue(database: database)
        let sandbox = Bubblewrap(place: .standard(environment: settings.environment), logger: logger)
        let reproducer = Reproducer(
            catalogue: catalogue, vetter: vetter, executions: executions, sandbox: sandbox,
            settings: settings.reproduce, folder: home.path.appending("runs").appending("examples"))
        let engine = Self.engine(settings, home)
        let importer = Importer(catalogue: catalogue, vetter: vetter, hubs: { hubs.standard })
        let inference = try Self.inference(settings, home, catalogue, engine, logger)
        let traces = TraceStore(database: database, wall: JobClock.system.now, logger: logger)
        return House(
            settings: settings, home: home, database: database, blobs: blobs, catalogue: catalogue, queue: queue,
            runner: JobRunner(
                queue: queue,
                handlers: [
                    PullJob(puller: puller), ReproduceJob(reproducer: reproducer), VerifyJob(catalogue: catalogue),
                    PruneJob(catalogue: catalogue), Self.conversion(settings, catalogue, importer),
                    ImportToJob(
                        models: inference.models, catalogue: catalogue, client: inference.client,
                        host: settings.environment["OLLAMA_HOST"], key: settings.environment["OLLAMA_API_KEY"]),
                ]),
            puller: puller,
            importer: importer,
            exporter: Exporter(catalogue: catalogue), hubs: hubs,
            access: access,
            signIn: SignInService(
                access: access, providers: settings.signIn,
                asking: ProviderClient(rules: try settings.reachRules())),
            gate: gate, vetter: vetter, sandbox: sandbox, reproducer: reproducer,
            inference: inference, gateway: Self.gateway(settings, home, inference, traces, logger), traces: traces,
            engine: engine, forge: forge,
            logger: logger,
            totals: TotalsKeeper(
                mark: { try await catalogue.latestEvent() }, count: { try await catalogue.totals() }))
    }

    /// Who looks at a model before it is let in, and at its files when they are here.
    private static func vetter(
        _ settings: Settings, _ gate: GateKeeper, _ forge: Forge, _ executions: ExecutionLedger
    ) throws -> Vetter {
        let licences = try LicenceKnowledge.load()
        let capture = FactsCapture(
            discover: { LinkedNames(from: $0) }, code: settings.readsCode ? forge : nil,
            scores: LedgerScores(ledger: gate.ledger))
        return Vetter(
            keeper: gate, licences: licences, capture: capture, evaluator: Evaluator(metrics: Metrics.all(licences)),
            scanner: Scanner(), executions: executions)
    }
}
