import Blobs
import Domain
import Hub
import NIOCore
import Synchronization

/// What the headers of kept files say, by the digest of the file: a large vocabulary takes a while to read.
final class KnownHeaders: Sendable {
    /// Files whose outlines are held: at some 5 kB each, most of it the chat template, 20 MB.
    static let most = 4096

    private let blobs: BlobStore
    private let known = Mutex<[Digest: ModelFacts]>([:])

    init(blobs: BlobStore) { self.blobs = blobs }

    /// How many are held.
    var count: Int { known.withLock { $0.count } }

    /// Throws `HeaderError` for a file that is none.
    func facts(of digest: Digest) async throws -> ModelFacts {
        if let facts = known.withLock({ $0[digest] }) { return facts }
        let reader = try blobs.open(digest)
        let facts = ModelFacts(try await GGUFHeader.read(from: HeldRanges(reader: reader)))
        known.withLock { known in
            // Any eighth of them: who lists more than fit, in the same order each time, finds most of them still.
            if known.count >= Self.most { for old in Array(known.keys.prefix(Self.most / 8)) { known[old] = nil } }
            known[digest] = facts
        }
        return facts
    }
}

/// A blob as something whose header can be read.
private struct HeldRanges: RangeReading {
    let reader: BlobReader
    var size: Int64 { reader.size.bytes }
    func read(_ range: Range<Int64>) async throws -> [UInt8] {
        Array(try await reader.bytes(in: range).readableBytesView)
    }
}
