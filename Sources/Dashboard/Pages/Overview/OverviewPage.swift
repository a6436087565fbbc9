import API
import Domain
import Registry
import Wire

/// What the house holds, and what it is doing.
struct OverviewPage: Page {
    struct Values: Sendable {
        let models: String
        let versions: String
        let stored: String
        let saved: String
        let free: String
        let isEmpty: Bool
    }

    let path = PagePaths.overview
    let need = Need.search
    let catalogue: Catalogue

    func content(for visit: PageVisit) async throws -> PageContent {
        let disk = try await catalogue.diskReport()
        return PageContent(
            "Dashboard", in: .overview, template: "overview",
            values: Values(
                models: "\(disk.models)", versions: "\(disk.versions)", stored: ByteCount(disk.blobBytes).description,
                saved: ByteCount(disk.savedBytes).description, free: ByteCount(disk.freeBytes).description,
                isEmpty: disk.models == 0))
    }
}
