package import Registry

/// What pages ask of the house: the services that the routes of the API call too.
package struct DashboardServices: Sendable {
    package let catalogue: Catalogue

    package init(catalogue: Catalogue) {
        self.catalogue = catalogue
    }
}
