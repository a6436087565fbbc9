import Blobs
import Domain

/// The chosen files of one commit on their way into the store.
package struct SnapshotFetch: Sendable {
    private let order: DownloadOrder

    package init(_ order: DownloadOrder) { self.order = order }

    /// Fetches every file once, however many paths show the same bytes.
    ///
    /// - Parameters:
    ///   - files: what is wanted and not yet in the store; each content at most once.
    ///   - place: makes staged blobs durable and records them; called with a batch at a time, in any order of files.
    package func run(
        _ files: [RemoteFile], place: @escaping @Sendable ([PlacedFile]) async throws -> Void
    ) async throws {
        let small = files.filter { $0.content.size <= SmallFileFetch.largest }
        let large = files.filter { $0.content.size > SmallFileFetch.largest }
        async let many: Void = fetchSmall(small, place: place)
        for file in large { try await fetchLarge(file, place: place) }
        try await many
    }

    private func fetchSmall(
        _ files: [RemoteFile], place: @escaping @Sendable ([PlacedFile]) async throws -> Void
    ) async throws {
        let batch = BlobBatch(place: place)
        do {
            try await fetchSmall(files, into: batch)
        } catch {
            try? await batch.flush()  // What came is kept for the next try; the first error says more.
            throw error
        }
        try await batch.flush()
    }

    private func fetchSmall(_ files: [RemoteFile], into batch: BlobBatch) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            var rest = files.makeIterator()
            func addNext() {
                guard let file = rest.next() else { return }
                group.addTask {
                    try await batch.add(try await naming(file) { try await SmallFileFetch(download: $0).run() })
                }
            }
            for _ in 0..<order.settings.filesAtOnce { addNext() }
            while try await group.next() != nil { addNext() }
        }
    }

    private func fetchLarge(
        _ file: RemoteFile, place: @escaping @Sendable ([PlacedFile]) async throws -> Void
    ) async throws {
        let lock = try await order.store.lock(file.content.identity)
        defer { withExtendedLifetime(lock) {} }
        // Whoever held the lock before may have brought the very bytes.
        if case .sha256(let digest) = file.content.identity, let facts = try await order.store.provedFacts(of: digest) {
            order.meter.keep(file.content.size.bytes)
            return try await place([PlacedFile(file: file, facts: facts, staged: nil)])
        }
        let staged = try await naming(file) { try await $0.run() }
        try await place([PlacedFile(file: file, facts: staged.facts, staged: staged)])
        try order.store.forgetJournal(of: file.content.identity)
    }

    /// Puts the name of the file into what the Hub says; a gate or a token concerns the whole repository and stays as it is.
    private func naming<Outcome>(
        _ file: RemoteFile, _ fetch: (FileDownload) async throws -> Outcome
    ) async throws -> Outcome {
        do {
            return try await fetch(FileDownload(file, of: order))
        } catch let error as HubError {
            switch error {
            case .gated, .disabled, .unauthorized, .offline, .repositoryNotFound: throw error
            default: throw DownloadError.refused(file: file.path, error.problem)
            }
        }
    }
}
