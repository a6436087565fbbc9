package import Access
package import Registry
package import Wire

/// What the settings' pages ask of the house.
package struct SettingsServices: Sendable {
    let access: AccessService
    let signIn: SignInService
    let policies: PolicyStore
    let hubs: @Sendable () -> [HubView]
    /// The folder of everything, and the file with the settings in it, for administrators.
    let home: String

    package init(
        access: AccessService, signIn: SignInService, policies: PolicyStore,
        hubs: @escaping @Sendable () -> [HubView], home: String
    ) {
        self.access = access
        self.signIn = signIn
        self.policies = policies
        self.hubs = hubs
        self.home = home
    }
}
