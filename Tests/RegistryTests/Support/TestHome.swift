import Blobs
import Domain
import Foundation
import Hub
import NIOCore
import Storage
import Synchronization
import SystemPackage
import Testing
import Wire

@testable import Registry

/// A home in a temporary folder, and a folder beside it that serves as its Hub.
struct TestHome: Sendable {
    let folder: String
    let hub: WatchedHub
    let catalogue: Catalogue
    let database: CountingDatabase
    let clock: TestClock

    static let day: Int64 = 86_400_000

    /// Gives a new home to `body` and removes it afterwards.
    static func with(_ body: (TestHome) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/registry-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: "\(folder)/hub", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }  // Nothing depends on it being gone.
        let home = try await open(folder, named: "home")
        try await body(home)
        try await home.catalogue.database.close()
    }

    /// Another home beside this one, with the same Hub.
    func withSecondHome(_ body: (TestHome) async throws -> Void) async throws {
        let home = try await Self.open(folder, named: "second")
        try await body(home)
        try await home.catalogue.database.close()
    }

    private static func open(_ folder: String, named name: String) async throws -> TestHome {
        let root = FilePath(folder).appending(name)
        try FileManager.default.createDirectory(atPath: root.string, withIntermediateDirectories: true)
        let blobs = try BlobStore.create(at: root, reserve: .zero)
        let database = CountingDatabase(try await SQLiteDatabase.open(root.appending("roost.db").string))
        try await database.migrate([
            .registry(database.dialect), .ingests, .executions, .overview(database.dialect),
        ])
        let clock = TestClock()
        return TestHome(
            folder: folder, hub: WatchedHub(hub: FolderHub(root: "\(folder)/hub")),
            catalogue: Catalogue(database: database, blobs: blobs, now: { clock.tick() }), database: database,
            clock: clock)
    }

    var blobs: BlobStore { catalogue.blobs }
    var importer: Importer { Importer(catalogue: catalogue, vetter: nil, hubs: { [] }) }
    var exporter: Exporter { Exporter(catalogue: catalogue) }

    func puller(hubs: [any HubReading]? = nil) -> Puller {
        var settings = DownloadSettings()
        settings.filesAtOnce = 1
        settings.firstPause = .zero
        return Puller(
            catalogue: catalogue, hubs: FixedHubs(standard: hubs ?? [hub]), settings: settings, memory: nil,
            vetter: nil)
    }

    /// Writes a file of a repository of the Hub: `org/name/file`.
    func publish(_ path: String, _ text: String) throws { try write("hub/\(path)", Array(text.utf8)) }

    /// Writes a file below the temporary folder; returns where.
    @discardableResult
    func write(_ path: String, _ bytes: [UInt8]) throws -> String {
        let url = URL(filePath: "\(folder)/\(path)")
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
        return url.path
    }

    func remove(_ path: String) throws { try FileManager.default.removeItem(atPath: "\(folder)/\(path)") }

    @discardableResult
    func pull(_ reference: String, include: [String] = [], everything: Bool = false) async throws -> PullReport {
        try await puller().pull(
            PullRequest(reference: reference, include: include, everything: everything), report: Unheard())
    }

    @discardableResult
    func take(_ path: String, name: String? = nil, mode: String = "copy", dryRun: Bool = false) async throws
        -> [ImportReport]
    {
        try await importer.run(ImportRequest(path: path, name: name, mode: mode), dryRun: dryRun) { _, _, _ in }
    }

    func version(_ name: String, at revision: String? = nil) async throws -> KeptVersion? {
        try await catalogue.version(of: try id(name), at: try revision.map { try #require(Revision($0)) })
    }

    func paths(_ name: String, at revision: String? = nil) async throws -> [String] {
        try await version(name, at: revision)?.files.map(\.path.text) ?? []
    }

    /// The text of a kept file.
    func text(_ path: String, of name: String) async throws -> String {
        let file = try #require(try await version(name)?.files.first { $0.path.text == path })
        let reader = try blobs.open(file.digest)
        return String(buffer: try await reader.bytes(in: 0..<reader.size.bytes))
    }

    func prune(dryRun: Bool = false) async throws -> PruneReport { try await catalogue.prune(dryRun: dryRun) }
    func verify() async throws -> VerifyReport { try await catalogue.verify { _, _, _ in } }

    /// Changes one byte of a blob in place.
    func damage(_ digest: Digest) throws {
        let path = blobs.path(of: digest).string
        var bytes = try Data(contentsOf: URL(filePath: path))
        bytes[0] ^= 0x20
        try FileManager.default.removeItem(atPath: path)
        try bytes.write(to: URL(filePath: path))
    }

    /// How many blobs lie in the store.
    var blobCount: Int { blobs.list().reduce(into: 0) { count, _ in count += 1 } }
}

/// Milliseconds that go on by one whenever somebody looks.
final class TestClock: Sendable {
    private let milliseconds = Mutex<Int64>(1_700_000_000_000)

    func tick() -> Int64 {
        milliseconds.withLock { now in
            now += 1
            return now
        }
    }

    func advance(by span: Int64) { milliseconds.withLock { $0 += span } }
}

/// Nobody who listens.
struct Unheard: PullReporting {
    func phase(_ text: String) async throws {}
    func note(_ text: String) async throws {}
    func moved(kept: Int64, of total: Int64, received: Int64) async throws {}
}

func id(_ name: String, kind: RepositoryKind = .model) throws -> RepositoryID {
    try #require(RepositoryID(name, kind: kind))
}

/// The problem an error becomes for the user.
func problem(_ body: () async throws -> Void) async -> Problem? {
    do {
        try await body()
        return nil
    } catch {
        return Problem(error)
    }
}
