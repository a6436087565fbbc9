package import Access
import Configuration
package import Domain
package import Engines
import FoundationEssentials
package import Registry
import SystemPackage

/// Everything that can be set from outside, decided once: flags, then `ROOST_*` and the field's own variables, then
/// `config.yaml` in the home, then defaults.
package struct Settings: Sendable {
    /// `ROOST_HOME`, `--home`; default `~/.roost`.
    package var home: String
    /// `ROOST_HOST`; an address that is not loopback is served only where there is an account.
    package var host: String
    /// `ROOST_PORT`, `--port`; default 8899.
    package var port: Int
    /// `HF_ENDPOINT`, `ROOST_HUB`, `--hub`, or `hubs` in `config.yaml`: the Hubs asked, in order.
    package var hubs: [String]
    /// `ROOST_ANONYMOUS`: what a visitor without a name may do; by default `search` and `download` where only this machine
    /// gets to the server, else nothing.
    package var anonymous: Permissions
    /// `ROOST_ALLOWED_HOSTS`: names the server answers to besides those of loopback.
    package var allowedHosts: [String]
    /// `ROOST_PUBLIC_ADDRESS`: what the world calls this server, such as `https://models.example.org`.
    package var publicAddress: String?
    /// `ROOST_TRUSTED_PROXIES`: addresses whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed.
    package var trustedProxies: [String]
    /// `ROOST_SAMPLE_HUB`, `--sample-hub`: a folder of repositories to serve beside the registry.
    package var sampleHub: String?
    /// `ROOST_POLICY`: the file of the policy; `policy.yaml` in the home when absent.
    package var policy: String?
    /// `HF_HUB_OFFLINE`, `ROOST_OFFLINE`: never open a connection to a Hub.
    package var isOffline: Bool
    /// `ROOST_RESERVE_BYTES`: what is always left free on the disk.
    package var reserve: ByteCount
    /// `ROOST_JOBS`: jobs the server runs at once.
    package var jobsAtOnce: Int
    /// `ROOST_CONNECTIONS`: connections at once for one large file.
    package var connections: Int
    /// `vetting.code`, `ROOST_VETTING_CODE`: whether code repositories that models link are read.
    package var readsCode: Bool
    /// `reach.private`, `ROOST_REACH_PRIVATE`: links may lead to private and loopback addresses.
    package var reachesPrivate: Bool
    /// `reach.allow`, `ROOST_REACH_ALLOW`: hosts, domains and networks that links may lead to although they are not public.
    package var reachAllow: [String]
    /// `mcp.read-only`, `ROOST_MCP_READ_ONLY`: whether the tools of `/mcp` that change anything are neither shown nor used.
    package var mcpReadsOnly: Bool
    /// `sign-in`: the providers people may sign in with.
    package var signIn: [SignInProvider]
    /// `reproduce.python`, `reproduce.seconds`, `reproduce.memory-bytes`: how the examples of cards are run.
    package var reproduce = ReproduceSettings()
    /// `ROOST_MEMORY`, such as `8 GiB`: what models in memory may hold together; nil for four fifths of what is free.
    package var memory: ByteCount?
    /// `ROOST_KEEP_ALIVE`, such as `5m`: how long a model stays in memory when nobody uses it.
    package var keepAlive: KeepAlive
    /// `ROOST_CONTEXT`: tokens of a conversation where nobody says; less where a model cannot do that many.
    package var context: Int
    /// `ROOST_THREADS`: threads of one model; all processors when absent.
    package var threads: Int
    /// `ROOST_QUEUE`: requests that may wait for one model.
    package var queue: Int
    /// `ROOST_QUEUE_TIME`, such as `10m`: how long a request waits for a model.
    package var queueTime: Duration
    /// `ROOST_ENGINE`: what runs models, `llama.cpp` or `ollama`, which is at `OLLAMA_HOST`.
    package var engine: String
    /// `ROOST_ENGINE_PYTHON`: an interpreter that has the wheel `xllamacpp`.
    package var enginePython: String?
    /// The variables of the process, for what the field has its own names for: tokens, proxies.
    package let environment: [String: String]

    /// What the command line says; a nil leaves the choice to the sources below it.
    package struct Flags: Sendable {
        package var home: String?
        package var port: Int?
        package var hub: String?
        package var sampleHub: String?

        package init(home: String? = nil, port: Int? = nil, hub: String? = nil, sampleHub: String? = nil) {
            self.home = home
            self.port = port
            self.hub = hub
            self.sampleHub = sampleHub
        }
    }

    /// Reads all sources. A broken `config.yaml` or a value that makes no sense is an error that names it.
    package init(flags: Flags, environment: [String: String]) async throws {
        home = flags.home ?? environment["ROOST_HOME"].nonEmpty ?? "\(environment["HOME"] ?? "/")/.roost"
        self.environment = environment
        let config = try await Self.reader(flags: flags, environment: environment, home: home)
        // The methods that `fetch` throw for a value of the wrong kind; the others would take the default for it.
        do {
            host = try await config.fetchString(forKey: "host", default: "127.0.0.1")
            publicAddress = try await config.fetchString(forKey: "public-address").nonEmpty
            allowedHosts = try await config.fetchStringArray(forKey: "allowed-hosts", default: [])
            // A public address means that a proxy brings strangers to loopback.
            let usual = Self.loopback.contains(host) && publicAddress == nil ? ["search", "download"] : []
            let names = try await config.fetchStringArray(forKey: "anonymous", default: usual)
            anonymous = try Permissions(names: names.filter { $0 != "none" })
            trustedProxies = try await config.fetchStringArray(forKey: "trusted-proxies", default: [])
            port = try await config.fetchInt(forKey: "port", default: 8899)
            sampleHub = try await config.fetchString(forKey: "sample-hub").nonEmpty
            policy = try await config.fetchString(forKey: "policy").nonEmpty
            isOffline =
                try await config.fetchBool(forKey: "offline", default: false) || environment["HF_HUB_OFFLINE"].isTrue
            reserve = ByteCount(try await config.fetchInt(forKey: "reserve-bytes", default: 500_000_000))
            jobsAtOnce = try await config.fetchInt(forKey: "jobs", default: 2)
            connections = try await config.fetchInt(forKey: "connections", default: 4)
            readsCode = try await config.fetchBool(forKey: "vetting.code", default: true)
            reachesPrivate = try await config.fetchBool(forKey: "reach.private", default: false)
            reachAllow = try await config.fetchStringArray(forKey: "reach.allow", default: [])
            mcpReadsOnly = try await config.fetchBool(forKey: "mcp.read-only", default: false)
            signIn = try await Self.signIn(config, file: FilePath(home).appending("config.yaml"))
            reproduce = try await Self.reproduce(config, environment)
            memory = try Self.memory(try await config.fetchString(forKey: "memory").nonEmpty)
            keepAlive = try Self.keepAlive(try await config.fetchString(forKey: "keep-alive", default: "5m"))
            context = try await config.fetchInt(forKey: "context", default: 4096)
            threads = try await config.fetchInt(
                forKey: "threads", default: ProcessInfo.processInfo.activeProcessorCount)
            engine = try await config.fetchString(forKey: "engine", default: "llama.cpp")
            queue = try await config.fetchInt(forKey: "queue", default: 512)
            queueTime = try Self.queueTime(try await config.fetchString(forKey: "queue-time", default: "10m"))
            enginePython = try await config.fetchString(forKey: "engine-python").nonEmpty
            let hub = try await config.fetchString(forKey: "hub").nonEmpty
            let listed = try await config.fetchStringArray(forKey: "hubs", default: [])
            hubs = (flags.hub ?? environment["HF_ENDPOINT"].nonEmpty ?? hub).map { [$0] } ?? listed
        } catch let error as SignInError {
            throw error.problem
        } catch let error as AccessError {
            throw Problem(
                .badRequest, "`anonymous` makes no sense: \(error.problem.message)", hint: error.problem.hint)
        } catch let problem as Problem {
            throw problem
        } catch {
            throw Problem(.badRequest, "a setting makes no sense: \(error)", hint: "look at config.yaml and ROOST_*")
        }
        try check()
    }

    private static func reader(
        flags: Flags, environment: [String: String], home: String
    ) async throws -> ConfigReader {
        var given: [AbsoluteConfigKey: ConfigValue] = [:]
        if let port = flags.port { given["port"] = ConfigValue(.int(port), isSecret: false) }
        if let sample = flags.sampleHub { given["sample-hub"] = ConfigValue(.string(sample), isSecret: false) }
        let file = FilePath(home).appending("config.yaml")
        var providers: [any ConfigProvider] = [
            InMemoryProvider(name: "flags", values: given),
            EnvironmentVariablesProvider(
                environmentVariables: environment.filter { !$0.value.isEmpty && $0.key != adminPassword }
            )
            .prefixKeys(with: "roost"),
        ]
        do {
            if !isBlank(file) {
                providers.append(try await FileProvider<YAMLSnapshot>(filePath: file, allowMissing: true))
            }
            return ConfigReader(providers: providers)
        } catch {
            throw Problem(.badRequest, "cannot read `\(file)`: \(error)", hint: "mend the YAML or move the file away")
        }
    }

    /// Whether a file holds nothing but comments: to YAML that is no mapping, to a person it is no mistake.
    private static func isBlank(_ file: FilePath) -> Bool {
        let text = try? String(contentsOfFile: file.string, encoding: .utf8)  // its reader says why
        return text?.split(whereSeparator: \.isNewline).allSatisfy { line in
            line.first { !$0.isWhitespace }.map { $0 == "#" } ?? true
        } ?? false
    }

    private func check() throws {
        guard (0...65_535).contains(port) else {
            throw Problem(.badRequest, "port \(port) is none", hint: "use 1 to 65535, or 0 for any free one")
        }
        try checkAddresses()
        guard (1...64).contains(connections), (1...64).contains(jobsAtOnce) else {
            throw Problem(
                .badRequest, "`connections` and `jobs` must be 1 to 64", hint: "look at config.yaml and ROOST_*")
        }
        try checkRunning()
        _ = try reachRules()
        try checkSignIn()
        try checkReproduce()
    }
}

extension String? {
    /// An empty variable means the same as none.
    var nonEmpty: String? { flatMap { $0.isEmpty ? nil : $0 } }
    /// As the Hub's own client reads its switches.
    var isTrue: Bool { ["1", "on", "yes", "true"].contains((self ?? "").lowercased()) }
}
