package import Access
package import Registry

/// What pages ask of the house: the services that the routes of the API call too.
package struct DashboardServices: Sendable {
    package let catalogue: Catalogue
    package let signIn: SignInService
    package let settings: SettingsServices

    package init(catalogue: Catalogue, signIn: SignInService, settings: SettingsServices) {
        self.catalogue = catalogue
        self.signIn = signIn
        self.settings = settings
    }
}
