import API

/// How pages look in this browser.
struct AppearancePage: Page {
    struct Choice: Sendable {
        let value: String
        let label: String
        let isChosen: Bool
    }

    struct Values: Sendable {
        let tabs: [SettingsTab.Link]
        let themes: [Choice]
    }

    let path = PagePaths.appearance
    let need = SettingsTab.appearance.need

    func content(for visit: PageVisit) async throws -> PageContent {
        let themes = [("auto", "As the system"), ("light", "Light"), ("dark", "Dark")].map {
            Choice(value: $0.0, label: $0.1, isChosen: visit.appearance.theme == $0.0)
        }
        let tabs = SettingsTab.appearance.row(for: visit.identity)
        return SettingsTab.appearance.page("appearance", Values(tabs: tabs, themes: themes))
    }
}
