import Domain
import Engines
import Glibc
import Jobs
import Logging
import Registry
import ServiceLifecycle
import SystemPackage

/// What runs models.
extension House {
    static func engine(_ settings: Settings, _ home: Home) -> LlamaEngine {
        LlamaEngine(
            environment: settings.environment, pythons: pythons(settings, home), client: EngineClient(),
            notes: home.path.appending("engines"))
    }

    static func inference(
        _ settings: Settings, _ home: Home, _ catalogue: Catalogue, _ engine: LlamaEngine, _ logger: Logger
    ) throws -> Inference {
        var running = RuntimeSettings(
            memory: settings.memory, keepAlive: settings.keepAlive, context: settings.context,
            threads: settings.threads, logs: home.logs.appending("engines"))
        running.queue = settings.queue
        running.patience = settings.queueTime
        running.graphics = engine.usesGraphics ? GraphicsProbe(environment: settings.environment) : nil
        let chosen: any Engine = try settings.engine == "ollama" ? ollama(settings, engine.client) : engine
        let runtimes = Runtimes(
            engine: chosen, memories: MeasuredMemory(database: catalogue.database, now: JobClock.system.now),
            keeping: ModelKeeping(database: catalogue.database), settings: running, wall: JobClock.system.now,
            logger: logger)
        let links = home.path.appending("cache").appending("engines")
        return Inference(
            models: RunnableModels(
                catalogue: catalogue, derived: DerivedModels(database: catalogue.database, now: JobClock.system.now),
                links: links), runtimes: runtimes, client: engine.client)
    }

    private static func ollama(_ settings: Settings, _ client: EngineClient) throws -> OllamaEngine {
        OllamaEngine(
            server: try OllamaServer(
                host: settings.environment["OLLAMA_HOST"] ?? "", key: settings.environment["OLLAMA_API_KEY"],
                client: client))
    }

    /// Where a Python with the wheel may be: as set, in the home, and where `scripts/engine` puts it beside the program.
    static func pythons(_ settings: Settings, _ home: Home) -> [FilePath] {
        var found = [home.path.appending("engine/bin/python")]
        if let program = ownPath() {
            let folder = program.removingLastComponent().removingLastComponent()
            found.append(folder.appending(".venv-engine/bin/python"))
        }
        return (settings.enginePython.map { [FilePath($0)] } ?? []) + found
    }

    private static func ownPath() -> FilePath? {
        let bytes = [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
            let read = buffer.withMemoryRebound(to: CChar.self) { names in
                names.baseAddress.map { readlink("/proc/self/exe", $0, names.count) } ?? 0
            }
            count = max(0, read)
        }
        return bytes.isEmpty ? nil : FilePath(String(decoding: bytes, as: UTF8.self))
    }
}

/// Owns the processes of the models in memory, as long as the server runs.
struct RuntimeService: Service {
    let house: House

    func run() async throws {
        house.engine.clearNotes()
        await cancelWhenGracefulShutdown { [house] in await house.inference.runtimes.run() }
    }
}
