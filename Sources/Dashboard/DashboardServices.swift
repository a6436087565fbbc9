package import Access
package import Domain
package import Jobs
package import Registry
package import Wire

/// What pages ask of the house: the services that the routes of the API call too.
package struct DashboardServices: Sendable {
    package let catalogue: Catalogue
    package let queue: JobQueue
    package let ledger: GateLedger
    package let totals: TotalsKeeper
    package let signIn: SignInService
    package let settings: SettingsServices
    package let hubs: HubServices
    package let models: ModelServices
    package let running: RunServices
    package let sources: SourceWords
    /// The Hubs that did not answer when they were last asked.
    package let silentHubs: @Sendable () -> [SilentHub]
    /// Why the Hubs that were added are not asked; nil when they are.
    package let damagedHubs: @Sendable () -> Problem?

    package init(
        catalogue: Catalogue, queue: JobQueue, ledger: GateLedger, totals: TotalsKeeper, signIn: SignInService,
        settings: SettingsServices, hubs: HubServices, models: ModelServices, running: RunServices,
        sources: SourceWords,
        silentHubs: @escaping @Sendable () -> [SilentHub], damagedHubs: @escaping @Sendable () -> Problem?
    ) {
        self.catalogue = catalogue
        self.queue = queue
        self.ledger = ledger
        self.totals = totals
        self.signIn = signIn
        self.settings = settings
        self.hubs = hubs
        self.models = models
        self.running = running
        self.sources = sources
        self.silentHubs = silentHubs
        self.damagedHubs = damagedHubs
    }
}

/// A Hub that did not answer when it was last asked.
package struct SilentHub: Sendable, Hashable {
    package let hub: String
    package let reason: String
    /// Milliseconds since 1970.
    package let at: Int64

    package init(hub: String, reason: String, at: Int64) {
        self.hub = hub
        self.reason = reason
        self.at = at
    }
}
