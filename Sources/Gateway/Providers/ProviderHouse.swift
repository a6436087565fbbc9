import AsyncHTTPClient
import Blobs
import Domain
import Engines
import NIOCore
import NIOPosix
import Synchronization
import SystemPackage
import Wire

/// The providers as they are configured now.
package final class ProviderHouse: Sendable {
    private let local: any Provider
    /// By the name of the kind.
    private let dialects: [String: any Dialect]
    private let environment: [String: String]
    private let http: HTTPClient
    private let built = Mutex<(generation: Int, providers: [String: RemoteProvider])>((-1, [:]))

    private static let mostConnections = 4096
    private static let mostKeyBytes = 16_384

    /// - Parameters:
    ///   - local: the models of this house.
    ///   - dialects: by the name of the kind.
    ///   - environment: where keys are looked for.
    package init(local: any Provider, dialects: [String: any Dialect], environment: [String: String]) {
        self.local = local
        self.dialects = dialects
        self.environment = environment
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: .seconds(10)), decompression: .disabled)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = Self.mostConnections
        configuration.connectionPool.retryConnectionEstablishment = false
        http = HTTPClient(eventLoopGroup: .singletonMultiThreadedEventLoopGroup, configuration: configuration)
    }

    /// Closes all connections; nobody can be asked afterwards.
    package func close() async throws { try await http.shutdown() }

    /// The provider of a name. Throws `auth` when its key cannot be read.
    func provider(_ name: String, in routes: RoutesStore.Loaded) throws(AttemptFailure) -> any Provider {
        if name == Leg.local { return local }
        if let known = built.withLock({ $0.generation == routes.generation ? $0.providers[name] : nil }) {
            return known
        }
        guard let config = routes.config.providers[name], let dialect = dialects[config.kind] else {
            throw AttemptFailure(.notFound, "`\(name)` is no provider of `routes.yaml`")
        }
        guard let address = config.url ?? dialect.home else {
            throw AttemptFailure(.notFound, "`\(name)` has no `url`, and `\(config.kind)` has no service of its own")
        }
        let key = try key(of: name, config, dialect)
        let provider = RemoteProvider(dialect: dialect, address: address, key: key, http: http)
        built.withLock { built in
            if built.generation != routes.generation { built = (routes.generation, [:]) }
            built.providers[name] = provider
        }
        return provider
    }

    /// How a provider is told of, without its key.
    func view(_ name: String, _ config: ProviderConfig, in routes: RoutesStore.Loaded) -> ProviderView {
        do {
            let provider = try provider(name, in: routes)
            let hasKey = (provider as? RemoteProvider)?.key != nil
            return ProviderView(
                name: name, kind: config.kind, hasKey: hasKey, local: provider.isLocal, problem: nil)
        } catch {
            return ProviderView(name: name, kind: config.kind, hasKey: false, local: false, problem: error.words)
        }
    }

    private func key(of name: String, _ config: ProviderConfig, _ dialect: any Dialect) throws(AttemptFailure)
        -> String?
    {
        if let path = config.keyFile { return try Self.key(of: name, in: path) }
        if let variable = config.keyVariable {
            guard let key = environment[variable], !key.isEmpty else {
                throw AttemptFailure(.auth, "the variable `\(variable)` with the key of `\(name)` is not set")
            }
            return key
        }
        let key = dialect.keyVariables.lazy.compactMap { self.environment[$0] }.first { !$0.isEmpty }
        // A service of others takes nobody without a key; what a request says need not travel there to learn that.
        guard key != nil || config.url != nil || dialect.home.map(EngineEndpoint.isLoopback) ?? true else {
            throw AttemptFailure(
                .auth,
                "`\(name)` has no key: set \(dialect.keyVariables.first ?? "its variable"), `key_env` or `key_file`")
        }
        return key
    }

    /// Neither a pipe that nobody writes to nor a file without an end holds a request up.
    private static func key(of name: String, in path: String) throws(AttemptFailure) -> String {
        let text: String?
        do {
            text = try TextFile(FilePath(path), maximumBytes: mostKeyBytes).read()?.text
        } catch {
            throw AttemptFailure(.auth, "the `key_file` of `\(name)` cannot be used: \(error.reason)")
        }
        let words = text?.split(whereSeparator: \.isWhitespace) ?? []
        guard words.count == 1, let key = words.first else {
            let why = text == nil ? "is not there" : "does not hold one key and nothing else"
            throw AttemptFailure(.auth, "the `key_file` of `\(name)` \(why)")
        }
        return String(key)
    }
}
