import API
import Domain
import Wire

/// The Hubs this house asks, and the tokens it asks them with.
struct HubsPage: Page {
    struct Row: Sendable {
        let id: String
        let address: String
        let from: String
        let takesToken: Bool
        let token: String
        let tokenKind: String
        let hasStored: Bool
        let isExposed: Bool
        let isAdded: Bool
    }

    struct Values: Sendable {
        let tabs: [SettingsTab.Link]
        let rows: [Row]
        let settingsFile: String
        /// Why the added ones are not asked, and what to do.
        let damage: Markup?
    }

    let path = PagePaths.hubs
    let need = SettingsTab.hubs.need
    let services: SettingsServices

    func content(for visit: PageVisit) async throws -> PageContent {
        SettingsTab.hubs.page(
            "settings-hubs",
            Values(
                tabs: SettingsTab.hubs.row(for: visit.identity), rows: services.hubs().map(Self.row),
                settingsFile: "\(services.home)/config.yaml",
                damage: services.damagedHubs().map {
                    Words.prose($0.message + ($0.hint.map { ". To do: \($0)" } ?? ""))
                }),
            script: "hubs.js")
    }

    static func row(_ hub: HubView) -> Row {
        let from =
            switch hub.origin {
            case "default": "asked because no other is set"
            case "samples": "the sample Hub of this server"
            case "added": "added at run time"
            default: "set in the settings"
            }
        let isStored = hub.tokenSource == "stored"
        let token =
            switch hub.tokenSource {
            case _ where !hub.takesToken: "takes none"
            case "stored": "stored for this Hub"
            case .some(let place): "from \(place)"
            case nil: "none"
            }
        return Row(
            id: hub.id, address: hub.address, from: from, takesToken: hub.takesToken, token: token,
            tokenKind: hub.tokenSource == nil ? "" : "good", hasStored: isStored,
            isExposed: hub.isExposed && hub.takesToken, isAdded: hub.origin == "added")
    }
}
