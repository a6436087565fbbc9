package import Access
import Domain
import Hub
package import Wire

/// The Hubs of the house for people: which there are, what each is asked with, whether it answers.
extension House {
    /// In the order they are asked.
    package var hubList: [HubView] { hubs.standard.map { view($0.endpoint) } }

    /// The Hub of an id or an address; the first that takes a token when neither is said.
    package func hub(named name: String?) throws -> HubView {
        let list = hubList
        guard let name else {
            guard let first = list.first(where: \.takesToken) else {
                throw Problem(.notFound, "no Hub of this house takes a token", hint: "see `roost hub list`")
            }
            return first
        }
        let endpoint = HubEndpoint(name) ?? HubEndpoint("https://\(name)")
        guard let found = list.first(where: { $0.id == name || $0.address == endpoint?.description }) else {
            throw Problem(
                .notFound, "`\(name.prefix(200))` is no Hub of this house",
                hint: "see `roost hub list`; Hubs are named by `hubs` in config.yaml or HF_ENDPOINT")
        }
        return found
    }

    /// Stores a token for one Hub, or with nil takes it away. It goes to that Hub's own scheme, host and port alone.
    package func setHubToken(_ text: String?, for name: String?, by identity: Identity) async throws -> HubView {
        let endpoint = try own(try hub(named: name))
        var token: HubToken?
        if let text {
            guard let read = HubToken(text) else {
                throw Problem(
                    .badRequest, "that is no token of a Hub", hint: "it is one word of visible characters: `hf_…`")
            }
            token = read
        }
        guard try hubs.tokens.set(token, for: endpoint) || token != nil else { return view(endpoint) }
        try await audit.record(identity, token == nil ? "hub.token.remove" : "hub.token.set", endpoint.description)
        return view(endpoint)
    }

    /// Asks a Hub for one model, once, and says what came of it.
    /// - Parameter trial: a token to be tried instead of the one in use.
    package func checkHub(_ name: String?, with trial: String? = nil) async throws -> HubCheckView {
        let hub = try hub(named: name)
        let reader = try hubs.probe(hub.address, with: trial.flatMap { HubToken($0) })
        let begun = ContinuousClock.now
        var check = HubCheckView(
            id: hub.id, address: hub.address, reachable: false, latencyMs: nil,
            withToken: trial != nil || hub.tokenSource != nil, problem: nil)
        do {
            _ = try await reader.search(HubQuery(limit: 1), kind: .model)
            let took = begun.duration(to: .now)
            check.reachable = true
            // To the microsecond.
            check.latencyMs = Double(Int64(took / .microseconds(1))) / 1000
            hubs.answers.note(hub.address, nil)
        } catch let error as CancellationError {
            throw error
        } catch {
            hubs.answers.note(hub.address, Problem(error))
            check.problem = ProblemView(Problem(error))
        }
        return check
    }

    /// What takes a token: only Hubs of this house do.
    private func own(_ hub: HubView) throws -> HubEndpoint {
        guard hub.takesToken, let endpoint = HubEndpoint(hub.address) else {
            throw Problem(.badRequest, "`\(hub.address)` takes no token", hint: "only Hubs of the settings do")
        }
        return endpoint
    }

    func view(_ endpoint: HubEndpoint) -> HubView {
        let isAdded = hubs.isAdded(endpoint)
        let isOwn = Hubs.isOwn(endpoint, settings)
        var source: String?
        if isOwn || isAdded, hubs.tokens.token(for: endpoint) != nil {
            source = "stored"
        } else if isOwn {
            source = Hubs.implicitToken(settings)?.source
        }
        let origin =
            if isAdded {
                HubOrigin.added
            } else if !isOwn {
                HubOrigin.samples
            } else {
                settings.hubs.isEmpty ? HubOrigin.standard : HubOrigin.settings
            }
        return HubView(
            id: endpoint.id, address: endpoint.description, origin: origin, takesToken: isOwn || isAdded,
            tokenSource: source, isExposed: endpoint.isExposed)
    }
}

extension Hubs {
    /// How long the head of an answer may stay away when somebody waits for it.
    private static let probeStall = Duration.seconds(10)

    /// A Hub to be asked once, without patience.
    func probe(_ address: String, with trial: HubToken?) throws -> any HubReading {
        guard let endpoint = HubEndpoint(address) else {
            guard let folder = standard.first(where: { $0.endpoint.description == address }) else {
                throw Problem(.notFound, "`\(address)` is no Hub of this house")
            }
            return folder
        }
        var own = RemoteHub.Settings(
            token: trial
                ?? (isAdded(endpoint)
                    ? tokens.token(for: endpoint) : Self.token(for: endpoint, settings, stored: tokens)),
            isOffline: settings.isOffline,
            userAgent: "roost/\(Version.number)", retry: .never, stall: Self.probeStall)
        own.reach = Reach(rules: try settings.reachRules())
        return RemoteHub(endpoint, clients: clients, settings: own)
    }
}
