package import Domain
package import Hub
import FoundationEssentials
import Logging
import NIOPosix
import Registry
import Wire

/// The Hubs this house asks: those of the settings, and the sample Hub of a running server.
package struct Hubs: HubDirectory {
    package let standard: [any HubReading]
    private let clients: HubClients
    private let settings: Settings

    static let publicHub = "https://huggingface.co"

    init(settings: Settings, home: Home, logger: Logger) throws {
        self.settings = settings
        clients = HubClients(
            rules: ProxyRules(environment: settings.environment), eventLoopGroup: MultiThreadedEventLoopGroup.singleton)
        var addresses = settings.hubs.isEmpty ? [Self.publicHub] : settings.hubs
        if settings.hubs.isEmpty, let note = ServerNote.read(home), note.servesSamples {
            addresses.append(note.address + "/hub")
        }
        let samples: [any HubReading] = settings.sampleHub.map { [FolderHub(root: $0)] } ?? []
        standard = try addresses.map { [clients] in try Self.remote($0, clients, settings) } + samples
    }

    package func hub(at address: String) throws -> any HubReading { try Self.remote(address, clients, settings) }

    package func folder(_ path: String, as repository: RepositoryID) -> any HubReading {
        FolderHub(folder: path, as: repository)
    }

    func close() async throws { try await clients.shutdown() }

    /// One Hub's answer to a search.
    enum Answer: Sendable {
        case found([HubModelRow])
        case failed(hub: String, Problem)
    }

    func searchAll(_ query: HubQuery, kind: RepositoryKind) async -> [Answer] {
        await withTaskGroup(of: (Int, Answer).self) { group in
            for (index, hub) in standard.enumerated() {
                group.addTask { (index, await search(hub, query, kind)) }
            }
            var answers: [(Int, Answer)] = []
            for await answer in group { answers.append(answer) }
            return answers.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private func search(_ hub: any HubReading, _ query: HubQuery, _ kind: RepositoryKind) async -> Answer {
        do {
            let page = try await hub.search(query, kind: kind)
            return .found(page.rows.map { HubModelRow($0, kind: kind, hub: hub.endpoint.description) })
        } catch {
            return .failed(hub: hub.endpoint.description, Problem(error))
        }
    }

    /// The user's token, for the Hubs of the settings and the public one: an address somebody pasted must not get it.
    static func token(for endpoint: HubEndpoint, _ settings: Settings) -> HubToken? {
        guard (settings.hubs + [publicHub]).contains(where: { HubEndpoint($0) == endpoint }) else { return nil }
        return HubToken.find(environment: settings.environment) { path in
            try? String(contentsOfFile: path, encoding: .utf8)  // no file: no token
        }?.token
    }

    private static func remote(_ address: String, _ clients: HubClients, _ settings: Settings) throws -> any HubReading
    {
        guard let endpoint = HubEndpoint(address) else {
            throw Problem(
                .badRequest, "`\(address)` is no address of a Hub", hint: "write https://host or http://host:port/path")
        }
        // Where several Hubs can be asked, one that cannot be reached is left for the next one soon.
        let retry =
            settings.hubs.count == 1
            ? RetryPolicy(retries: 3, base: .milliseconds(500))
            : RetryPolicy(retries: 1, base: .milliseconds(300))
        return RemoteHub(
            endpoint, clients: clients,
            settings: .init(
                token: token(for: endpoint, settings), isOffline: settings.isOffline,
                userAgent: "roost/\(Version.number)", retry: retry,
                reach: Reach(rules: try settings.reachRules())))
    }
}

extension HubModelRow {
    init(_ summary: RepositorySummary, kind: RepositoryKind, hub: String) {
        self.init(
            id: summary.id.path, kind: kind.rawValue, hub: hub, task: summary.task, library: summary.libraryName,
            license: summary.tags.first { $0.hasPrefix("license:") }.map { String($0.dropFirst(8)) },
            downloads: summary.downloads, likes: summary.likes, lastModified: summary.lastModified.map(Timestamp.text),
            gated: summary.gate != .open, tags: summary.tags)
    }
}
