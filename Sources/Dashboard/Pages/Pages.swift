import Access
import Registry

/// Every page there is.
package enum Pages {
    package static func all(_ house: DashboardServices) -> [any Page] {
        [
            LoginPage(signIn: house.signIn),
            OverviewPage(house: house),
            SearchPage(services: house.hubs),
            OfferPage(services: house.hubs),
            VettingPage(services: house.hubs),
            ModelsPage(catalogue: house.catalogue),
            ModelPage(services: house.models),
            JobsPage(house: house),
            JobPage(house: house),
            DocumentationPage(),
        ] + running(house.running) + settings(house.settings)
    }

    private static func running(_ services: RunServices) -> [any Page] {
        [
            RuntimesPage(services: services),
            PlaygroundPage(),
            RoutingPage(services: services),
            RequestsPage(services: services),
            RequestPage(services: services),
        ]
    }

    private static func settings(_ services: SettingsServices) -> [any Page] {
        [
            SettingsPage(),
            PolicyPage(policies: services.policies),
            HubsPage(services: services),
            UsersPage(access: services.access),
            TokensPage(access: services.access),
            DiskPage(),
            AuditPage(audit: services.access.audit),
            AccountPage(access: services.access, signIn: services.signIn),
            AppearancePage(),
        ]
    }
}
