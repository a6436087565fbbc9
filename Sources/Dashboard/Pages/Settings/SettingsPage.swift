import API

/// Leads to the first tab the visitor may open.
struct SettingsPage: Page {
    let path = PagePaths.settings
    let need = Need.nothing

    func content(for visit: PageVisit) async throws -> PageContent {
        let first = SettingsTab.allCases.first { $0.isOpen(to: visit.identity) } ?? .appearance
        throw PageRedirect(to: first.path)
    }
}
