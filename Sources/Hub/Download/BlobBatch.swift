package import Blobs
import Domain

/// Gathers finished small files so that making them durable costs once for many.
actor BlobBatch {
    private let place: @Sendable ([PlacedFile]) async throws -> Void
    private var waiting: [PlacedFile] = []
    private let most: Int

    /// - Parameter place: makes the blobs durable and records them; called with at most `most` files at a time.
    init(most: Int = 64, place: @escaping @Sendable ([PlacedFile]) async throws -> Void) {
        self.most = most
        self.place = place
    }

    func add(_ file: PlacedFile) async throws {
        waiting.append(file)
        if waiting.count >= most { try await flush() }
    }

    func flush() async throws {
        let now = waiting
        waiting = []
        if !now.isEmpty { try await place(now) }
    }
}

/// A file of the repository whose bytes are proved and wait to be placed, or lie in the store already.
package struct PlacedFile: Sendable {
    package let file: RemoteFile
    package let facts: BlobFacts
    /// Nil when the store had the bytes.
    package let staged: StagedBlob?
}
