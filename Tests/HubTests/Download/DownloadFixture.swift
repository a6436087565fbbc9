import Blobs
import Domain
import Foundation
import Hub
import NIOCore
import Synchronization
import SystemPackage
import Testing

/// Everything a download needs besides the Hub, in a temporary folder.
struct DownloadFixture: Sendable {
    let store: BlobStore
    let meter = TransferMeter()
    /// What was placed, batch by batch.
    let placed = Placed()
    var settings = DownloadSettings()

    final class Placed: Sendable {
        private let all = Mutex<[[String]]>([])
        var batches: [[String]] { all.withLock { $0 } }
        var paths: [String] { batches.flatMap { $0 }.sorted() }
        func add(_ paths: [String]) { all.withLock { $0.append(paths) } }
    }

    static func with(_ body: (DownloadFixture) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/download-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }  // Nothing depends on it being gone.
        var fixture = DownloadFixture(store: try BlobStore.create(at: FilePath(folder), reserve: .zero))
        fixture.settings.firstPause = .zero
        fixture.settings.connectionsPerFile = 2
        fixture.settings.partsPerRequest = 2
        fixture.settings.triesWithoutProgress = 3
        try await body(fixture)
    }

    /// The same beside a file of so many whole parts and a short one behind them.
    static func withLarge(
        parts: Int = 5, isGit: Bool = false, _ body: (DownloadFixture, SampleFile) async throws -> Void
    ) async throws {
        let sample = try SampleFile(size: parts << 20 | 77, isGit: isGit)
        try await with { try await body($0, sample) }
    }

    func fetch(_ files: [RemoteFile], from hub: MemoryHub) async throws {
        let snapshot = SnapshotFetch(
            DownloadOrder(
                of: try HubFixture.id(), at: try HubFixture.commitID(), from: hub, into: store, meter: meter,
                settings: settings))
        try await snapshot.run(files) { batch in
            try await store.commit(batch.compactMap(\.staged))
            placed.add(batch.map(\.file.path.text))
        }
    }

    /// Fetches one file and returns what the store holds of it then.
    @discardableResult
    func fetch(_ sample: SampleFile, from hub: MemoryHub) async throws -> [UInt8] {
        try await fetch([sample.file], from: hub)
        let reader = try store.open(sample.digest)
        return Array(try await reader.bytes(in: 0..<reader.size.bytes).readableBytesView)
    }

    /// The error a download of one file ends with.
    func failure(_ sample: SampleFile, from hub: MemoryHub) async -> DownloadError? {
        do {
            try await fetch([sample.file], from: hub)
            return nil
        } catch {
            return error as? DownloadError
        }
    }

    /// What is unfinished in the store, without locks.
    var leavings: [String] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: store.partial.string).filter { !$0.hasSuffix(".lock") }
        }
    }
}

/// A file with its bytes and what a Hub lists of it.
struct SampleFile: Sendable {
    let file: RemoteFile
    let bytes: [UInt8]
    let digest: Digest

    /// - Parameters:
    ///   - size: in bytes; each mebibyte is unlike the others.
    ///   - isGit: whether the Hub names it by its git blob id.
    init(_ path: String = "model.gguf", size: Int, isGit: Bool = false) throws {
        var bytes = [UInt8](repeating: 0, count: size)
        for place in stride(from: 0, to: size, by: 4096) {
            bytes[place] = UInt8(truncatingIfNeeded: place >> 12)
            if place + 1 < size { bytes[place + 1] = UInt8(truncatingIfNeeded: place >> 20) }
        }
        for (place, byte) in path.utf8.enumerated() where place + 2 < size { bytes[place + 2] = byte }
        let hashes = ContentHasher.hash(bytes, gitBlob: true)
        let git = ContentIdentity.gitBlob(try #require(hashes.gitBlob))
        self.bytes = bytes
        digest = hashes.facts.digest
        file = RemoteFile(
            path: try HubFixture.path(path),
            content: ExpectedContent(identity: isGit ? git : .sha256(digest), size: ByteCount(size)))
    }

    func hub(
        fault: @escaping @Sendable (_ request: Int, _ file: RemoteFile, _ range: Range<Int64>?) -> MemoryHub.Fault? = {
            _, _, _ in nil
        }
    ) -> MemoryHub { MemoryHub([file.path: bytes], fault: fault) }

    var path: RepositoryPath { file.path }
}
