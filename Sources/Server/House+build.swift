package import Access
import Blobs
import Domain
import Hub
import Jobs
package import Logging
import Registry
import Storage
import SystemPackage
import Wire

extension House {
    /// Opens the home of these settings, or makes it, and builds every service on it.
    package static func open(
        _ settings: Settings, logger: Logger, passwordCost: PasswordCost = .standard
    ) async throws -> House {
        let home = Home(settings.home, environment: settings.environment)
        let isNew = try home.prepare()
        let blobs =
            isNew
            ? try BlobStore.create(at: home.path, reserve: settings.reserve)
            : try BlobStore.open(at: home.path, reserve: settings.reserve)
        let database = BallastedDatabase(
            try await SQLiteDatabase.open(home.database.string),
            ballast: Ballast(path: home.path.appending("ballast").string))
        try await database.migrate([
            AccessService.migrations(for: database.dialect), JobQueue.migrations(for: database.dialect),
            .registry(database.dialect), .ingests,
        ])
        if isNew { try home.remember() }
        let access = AccessService(database: database, cost: passwordCost, now: JobClock.system.now)
        return try build(settings, home, database, blobs, access, logger)
    }

    private static func build(
        _ settings: Settings, _ home: Home, _ database: any Database, _ blobs: BlobStore, _ access: AccessService,
        _ logger: Logger
    ) throws -> House {
        let catalogue = Catalogue(database: database, blobs: blobs, now: JobClock.system.now)
        let hubs = try Hubs(settings: settings, home: home, logger: logger)
        var download = DownloadSettings()
        download.connectionsPerFile = settings.connections
        let puller = Puller(
            catalogue: catalogue, hubs: hubs, settings: download, memory: MachineMemory.read()?.total)
        let queue = JobQueue(database: database)
        return House(
            settings: settings, home: home, database: database, blobs: blobs, catalogue: catalogue, queue: queue,
            runner: JobRunner(queue: queue, handlers: [PullJob(puller: puller)]), puller: puller,
            importer: Importer(catalogue: catalogue), exporter: Exporter(catalogue: catalogue), hubs: hubs,
            access: access, logger: logger)
    }
}
