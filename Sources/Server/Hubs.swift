import Dashboard
package import Domain
package import Hub
import FoundationEssentials
import Logging
import NIOPosix
import Registry
import Wire

/// The Hubs this house asks: those of the settings, those that were added, and the sample Hub of a running server.
package struct Hubs: HubDirectory {
    /// Of the settings.
    private let named: [any HubReading]
    /// Those that administrators add and remove.
    let added: AddedHubs
    private let samples: [any HubReading]
    /// Tokens that were stored for single Hubs.
    let tokens: HubTokens
    let clients: HubClients
    let settings: Settings
    /// What each answered last.
    let answers = HubAnswers()

    static let publicHub = "https://huggingface.co"

    init(settings: Settings, home: Home, logger: Logger) throws {
        self.settings = settings
        // Before there are clients, which must be shut down and cannot be from here.
        for address in settings.hubs { _ = try Self.endpoint(address) }
        let tokens = HubTokens(file: home.hubTokens)
        self.tokens = tokens
        clients = HubClients(
            rules: ProxyRules(environment: settings.environment), eventLoopGroup: MultiThreadedEventLoopGroup.singleton)
        var addresses = settings.hubs.isEmpty ? [Self.publicHub] : settings.hubs
        if settings.hubs.isEmpty, let note = ServerNote.read(home), note.servesSamples {
            addresses.append(note.address + "/hub")
        }
        samples = settings.sampleHub.map { [FolderHub(root: $0)] } ?? []
        named = try addresses.map { [clients] in try Self.remote($0, clients, settings, tokens) }
        added = AddedHubs(file: home.addedHubs) { [clients] endpoint in
            try Self.remote(endpoint.description, clients, settings, tokens, isAdded: true)
        }
    }

    /// In the order they are asked.
    package var standard: [any HubReading] {
        let known = Set(named.map(\.endpoint))
        // What was added and is in the settings now stands there.
        return named + added.hubs.filter { !known.contains($0.endpoint) } + samples
    }

    package func hub(at address: String) throws -> any HubReading {
        if let endpoint = HubEndpoint(address), let known = added.hubs.first(where: { $0.endpoint == endpoint }) {
            return known
        }
        return try Self.remote(address, clients, settings, tokens)
    }

    /// Whether an administrator added it, and the settings do not name it.
    func isAdded(_ endpoint: HubEndpoint) -> Bool {
        !Self.isOwn(endpoint, settings) && added.endpoints.contains(endpoint)
    }

    package func folder(_ path: String, as repository: RepositoryID) -> any HubReading {
        FolderHub(folder: path, as: repository)
    }

    func close() async throws { try await clients.shutdown() }

    /// Asks them all, and remembers which did not answer.
    func search(_ query: HubQuery, kind: RepositoryKind, from place: SearchPlace?) async -> MergedSearch.Page {
        var search = MergedSearch(query, kind: kind, hubs: standard, from: place)
        let page = await search.page()
        for hub in page.heard { answers.note(hub.description, nil) }
        for silence in page.silent { answers.note(silence.hub.description, silence.problem) }
        return page
    }

    /// Those of the house that did not answer when they were last asked.
    var silent: [SilentHub] {
        let known = Set(standard.map(\.endpoint.description))
        return answers.withoutAnswer.filter { known.contains($0.hub) }
    }

    /// The user's token, for the Hubs of the settings and the public one: an address somebody pasted must not get it. One that
    /// was stored for this very Hub goes before the one that is meant for all.
    static func token(for endpoint: HubEndpoint, _ settings: Settings, stored: HubTokens? = nil) -> HubToken? {
        guard isOwn(endpoint, settings) else { return nil }
        return stored?.token(for: endpoint) ?? implicitToken(settings)?.token
    }

    /// Whether tokens may go there at all.
    static func isOwn(_ endpoint: HubEndpoint, _ settings: Settings) -> Bool {
        (settings.hubs + [publicHub]).contains { HubEndpoint($0) == endpoint }
    }

    /// The token that the Hub's own tools would use.
    static func implicitToken(_ settings: Settings) -> HubToken.Found? {
        HubToken.find(environment: settings.environment) { path in
            try? String(contentsOfFile: path, encoding: .utf8)  // no file: no token
        }
    }

    private static func endpoint(_ address: String) throws(Problem) -> HubEndpoint {
        guard let endpoint = HubEndpoint(address) else {
            throw Problem(
                .badRequest, "`\(address)` is no address of a Hub", hint: "write https://host or http://host:port/path")
        }
        return endpoint
    }

    /// - Parameter isAdded: it gets a token that is stored for it, and no other.
    private static func remote(
        _ address: String, _ clients: HubClients, _ settings: Settings, _ tokens: HubTokens, isAdded: Bool = false
    ) throws -> any HubReading {
        let endpoint = try endpoint(address)
        // Where several Hubs can be asked, one that cannot be reached is left for the next one soon.
        let retry =
            settings.hubs.count == 1 && !isAdded
            ? RetryPolicy(retries: 3, base: .milliseconds(500))
            : RetryPolicy(retries: 1, base: .milliseconds(300))
        var own = RemoteHub.Settings(
            isOffline: settings.isOffline, userAgent: "roost/\(Version.number)", retry: retry,
            reach: Reach(rules: try settings.reachRules()))
        own.currentToken = {
            isAdded ? tokens.token(for: endpoint) : token(for: endpoint, settings, stored: tokens)
        }
        return RemoteHub(endpoint, clients: clients, settings: own)
    }
}

extension HubModelRow {
    init(_ summary: RepositorySummary, kind: RepositoryKind, hub: String) {
        self.init(
            id: summary.id.path, kind: kind.rawValue, hub: hub, task: summary.task, library: summary.libraryName,
            license: summary.tags.licence, downloads: summary.downloads, likes: summary.likes,
            lastModified: summary.lastModified.map(Timestamp.text),
            gated: summary.gate != .open, tags: summary.tags)
    }
}
