package import Access
package import Domain
package import Registry
package import Wire

/// What the settings' pages ask of the house.
package struct SettingsServices: Sendable {
    let access: AccessService
    let signIn: SignInService
    let policies: PolicyStore
    let hubs: @Sendable () -> [HubView]
    /// Why the Hubs that were added are not asked; nil when they are.
    let damagedHubs: @Sendable () -> Problem?
    /// The folder of everything, and the file with the settings in it, for administrators.
    let home: String

    package init(
        access: AccessService, signIn: SignInService, policies: PolicyStore,
        hubs: @escaping @Sendable () -> [HubView],
        damagedHubs: @escaping @Sendable () -> Problem?, home: String
    ) {
        self.access = access
        self.signIn = signIn
        self.policies = policies
        self.hubs = hubs
        self.damagedHubs = damagedHubs
        self.home = home
    }
}
