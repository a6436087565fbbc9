import Registry

/// Every page there is.
package enum Pages {
    package static func all(_ house: DashboardServices) -> [any Page] {
        [
            LoginPage(signIn: house.signIn),
            OverviewPage(catalogue: house.catalogue),
            AppearancePage(),
        ]
    }
}
