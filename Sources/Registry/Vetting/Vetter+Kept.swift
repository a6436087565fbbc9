import Domain
import Hub
import Scoring
import Wire

/// What is in the house already, or staged to come into it.
extension Vetter {
    /// Files looked into at once; each may read a few megabytes.
    private static let scansAtOnce = 2

    /// What the bytes say, and the Hubs of what they link. Never remembered: only who holds the bytes says what commit they are.
    func facts(of kept: KeptHub, linked hubs: [any HubReading]) async throws -> Facts {
        try await withRun(
            try await capture.capture(
                kept.repository, at: Revision(kept.commit), from: kept, others: hubs, isHere: true))
    }

    /// Looks into files, each as deep as it goes.
    func scan(_ files: [HeldFile]) async throws -> [FileScan] {
        let scans = try await files.map(atOnce: Self.scansAtOnce) { file in
            try await scanner.scan(BlobSource(try file.open()), name: file.path.text)
        }
        return ScanReport(scans).withRemoteCode.scans
    }
}
