package import Blobs
package import Domain

/// What files of one commit are to be fetched from where, into which store, and how hard is tried.
package struct DownloadOrder: Sendable {
    let hub: any HubReading
    let repository: RepositoryID
    let commit: GitObjectID
    let store: BlobStore
    let meter: TransferMeter
    let settings: DownloadSettings

    package init(
        of repository: RepositoryID, at commit: GitObjectID, from hub: any HubReading, into store: BlobStore,
        meter: TransferMeter, settings: DownloadSettings
    ) {
        self.hub = hub
        self.repository = repository
        self.commit = commit
        self.store = store
        self.meter = meter
        self.settings = settings
    }
}
