import Access
import Domain
import Hummingbird
import Wire

/// Watching a package on its way: an id to ask for it with, and how far it is.
package struct DownloadRoutes: Sendable {
    private let downloads: WatchedDownloads

    package init(downloads: WatchedDownloads) { self.downloads = downloads }

    package func addRoutes(to router: RouteTable) {
        router.post(Paths.downloads, needs: .download, records: .nothing) { _, context in
            try Response(
                wire: downloads.issue(to: context.identity, at: context.client), status: .created,
                headers: [.cacheControl: "no-store"])
        }
        router.get(Paths.download, needs: .download) { _, context in
            let id = try context.parameters.require("id")
            guard let view = downloads.view(id, for: context.identity, at: context.client) else {
                throw Problem(
                    .notFound, "no download of yours has this id, or it ended more than ten minutes ago",
                    hint: "POST \(Paths.downloads) makes one")
            }
            return try Response(wire: view, headers: [.cacheControl: "no-store"])
        }
    }
}
