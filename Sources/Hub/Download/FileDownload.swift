package import Blobs
import Domain
import NIOCore

/// One large file of a repository on its way into the store: parts in parallel, proved on arrival, resumed after anything.
package struct FileDownload: Sendable {
    let file: RemoteFile
    let order: DownloadOrder

    package init(_ file: RemoteFile, of order: DownloadOrder) {
        self.file = file
        self.order = order
    }

    var settings: DownloadSettings { order.settings }

    /// Fetches what is missing and proves the whole.
    ///
    /// The caller holds the lock of the content. On any error what came is kept for the next try.
    package func run() async throws -> StagedBlob {
        let partial = try PartialBlob.open(file.content, in: order.store)
        let atStart = await partial.bytesHere
        order.meter.keep(atStart)
        let first = try await fetchAndProve(partial, meter: order.meter)
        if first.hashes.matches(file.content) { return try await partial.staged(first.hashes, in: order.store) }
        return try await repair(partial, after: first)
    }

    /// Everything came as it was sent, yet the whole is wrong: ask once more for all of it and compare part by part.
    private func repair(_ partial: PartialBlob, after first: PartialBlob.Proof) async throws -> StagedBlob {
        try await partial.doubtEverything()
        // Progress stands still meanwhile, but the bytes did come over the line.
        let again = TransferMeter()
        defer { order.meter.receive(Int(again.received)) }
        let second = try await fetchAndProve(partial, meter: again)
        if second.hashes.matches(file.content) { return try await partial.staged(second.hashes, in: order.store) }
        let got = second.hashes.identity(like: file.content.identity)
        let wanted = file.content.identity
        try await partial.discard()
        throw first.partCRCs == second.partCRCs
            ? DownloadError.sourceIsWrong(file: file.path, wanted: wanted, got: got)
            : DownloadError.lineIsWrong(file: file.path, wanted: wanted, got: got)
    }

    private func fetchAndProve(_ partial: PartialBlob, meter: TransferMeter) async throws -> PartialBlob.Proof {
        do {
            return try await fetchInParallel(partial, meter: meter)
        } catch is RangesIgnored {
            return try await withProof(of: partial) { group in
                group.addTask { try await WholeFetch(download: self, partial: partial, meter: meter).run() }
            }
        }
    }

    private func fetchInParallel(_ partial: PartialBlob, meter: TransferMeter) async throws -> PartialBlob.Proof {
        let connections = min(settings.connectionsPerFile, partial.plan.count)
        return try await withProof(of: partial) { group in
            for _ in 0..<connections {
                group.addTask {
                    while let run = try await partial.claim(limit: settings.partsPerRequest) {
                        try await RangeFetch(download: self, partial: partial, meter: meter).run(run)
                    }
                }
            }
        }
    }

    private func withProof(
        of partial: PartialBlob, _ addFetchers: (inout ThrowingTaskGroup<Void, any Error>) -> Void
    ) async throws -> PartialBlob.Proof {
        await partial.begin()
        return try await withThrowingTaskGroup(of: Void.self) { group in
            async let proof = partial.prove()
            addFetchers(&group)
            // Not `waitForAll`, which lets every other connection run into the same error before it says so.
            for try await _ in group {}
            return try await proof
        }
    }
}

/// The server answered a range with the whole file.
struct RangesIgnored: Error {}
