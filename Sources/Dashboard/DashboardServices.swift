package import Access
package import Registry

/// What pages ask of the house: the services that the routes of the API call too.
package struct DashboardServices: Sendable {
    package let catalogue: Catalogue
    package let signIn: SignInService

    package init(catalogue: Catalogue, signIn: SignInService) {
        self.catalogue = catalogue
        self.signIn = signIn
    }
}
