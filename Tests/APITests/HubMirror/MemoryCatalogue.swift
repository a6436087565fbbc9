import API
import Domain
import NIOCore

/// Repositories held in memory, each file's text told by its identity.
struct MemoryCatalogue: MirrorCatalogue {
    private let repositories: [MirrorRepository]

    init(_ repositories: [MirrorRepository]) { self.repositories = repositories }

    func list(_ query: MirrorQuery, kind: RepositoryKind) async throws -> MirrorPage {
        let all = repositories.filter { $0.id.kind == kind && query.accepts($0.summary) }
            .sorted { query.areInOrder($0.summary, $1.summary) }
        let start = query.cursor.flatMap { Int($0) } ?? 0
        let rows = all.dropFirst(start).prefix(query.limit)
        let end = start + rows.count
        return MirrorPage(
            rows: rows.map { .init(summary: $0.summary, files: $0.files) }, next: end < all.count ? String(end) : nil)
    }

    func repository(_ id: RepositoryID, revision: Revision?) async throws -> MirrorRepository? {
        let found = repositories.first { $0.id.kind == id.kind && $0.id.path.lowercased() == id.path.lowercased() }
        guard let found else { return nil }
        if let revision, found.history.commit(for: revision) == nil {
            throw MirrorError.revisionNotFound(revision.name)
        }
        return found
    }

    func content(of file: MirrorFile, in repository: MirrorRepository) async throws -> any RangedContent {
        TextContent(text: file.pointer == nil ? "hello\n" : "weights")
    }
}

/// A text, given out two bytes at a time.
struct TextContent: RangedContent {
    let text: String

    var size: ByteCount { ByteCount(text.utf8.count) }

    func chunks(_ range: Range<Int64>) -> any AsyncSequence<ByteBuffer, any Error> {
        let bytes = Array(text.utf8)[Int(range.lowerBound)..<Int(range.upperBound)]
        return AsyncThrowingStream { continuation in
            for start in stride(from: bytes.startIndex, to: bytes.endIndex, by: 2) {
                continuation.yield(ByteBuffer(bytes: bytes[start..<min(start + 2, bytes.endIndex)]))
            }
            continuation.finish()
        }
    }
}
