import Domain

/// A Hub behind HTTP.
///
/// Redirects are followed here, not by the HTTP library, because each hop decides anew whether the token may go there.
package struct RemoteHub: Sendable {
    /// How a Hub is asked.
    package struct Settings: Sendable {
        /// Asked before each request, because it may be replaced while the hub is in use.
        package var currentToken: @Sendable () -> HubToken?
        /// `HF_HUB_OFFLINE`: no socket is ever opened.
        package var isOffline = false
        package var userAgent = "roost"
        /// When a failed GET is tried again.
        package var retry = RetryPolicy()
        /// How long the head of an answer, or the next piece of a JSON answer, may stay away.
        package var stall: Duration = .seconds(30)
        /// Judges where a redirect may lead; nil lets it lead anywhere.
        package var reach: Reach?

        package init(
            token: HubToken? = nil, isOffline: Bool = false, userAgent: String = "roost",
            retry: RetryPolicy = RetryPolicy(), stall: Duration = .seconds(30), reach: Reach? = nil
        ) {
            self.reach = reach
            currentToken = { token }
            self.isOffline = isOffline
            self.userAgent = userAgent
            self.retry = retry
            self.stall = stall
        }

        var token: HubToken? { currentToken() }
    }

    package let endpoint: HubEndpoint
    let settings: Settings
    let clients: HubClients
    let time: HubTime
    let memory = RemoteHubMemory()

    /// - Parameters:
    ///   - endpoint: over http or https; a folder is served by `FolderHub`.
    ///   - clients: configured by `HubClients.configuration(proxy:)`; shut down by whoever made them.
    package init(
        _ endpoint: HubEndpoint, clients: HubClients, settings: Settings = Settings(), time: HubTime = .system
    ) {
        self.endpoint = endpoint
        self.clients = clients
        self.settings = settings
        self.time = time
    }

    /// What the Hub last said of how often it may be asked.
    package var rateLimit: RateLimit? { memory.rateLimit }
}

extension RemoteHub {
    /// An address below the endpoint, or why there is none.
    func required(_ location: WebLocation?) throws -> WebLocation {
        guard let location else { throw HubError.unreachable(host: endpoint.host, why: "it is a folder, not a server") }
        return location
    }

    /// Tries until it works or `RetryPolicy` gives up.
    func retrying<Answer>(_ attempt: () async throws -> Answer) async throws -> Answer {
        var failed = 0
        while true {
            do {
                return try await attempt()
            } catch let error as HubError {
                failed += 1
                switch settings.retry.decide(error, attempt: failed, chance: time.chance()) {
                case .retry(let wait): try await time.sleep(wait)
                case .giveUp: throw error
                }
            }
        }
    }
}
