import API
import Access

/// What the store holds, and making room. The figures are counted by looking at every file, so the page fetches them.
struct DiskPage: Page {
    struct Values: Sendable {
        let tabs: [SettingsTab.Link]
        let isAdmin: Bool
    }

    let path = PagePaths.disk
    let need = SettingsTab.disk.need

    func content(for visit: PageVisit) async throws -> PageContent {
        SettingsTab.disk.page(
            "settings-disk",
            Values(tabs: SettingsTab.disk.row(for: visit.identity), isAdmin: visit.identity.allows(.admin)),
            script: "disk.js")
    }
}
