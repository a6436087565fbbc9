import Domain
import NIOCore

/// Reads a package from front to back, gathering headers and small blobs into full chunks.
struct PackageChunkSource: ChunkSource {
    private let store: BlobStore
    private var pieces: PackagePieces
    private var piece: PackagePiece?
    /// The blob being read; opened once for all its chunks.
    private var reader: BlobReader?

    init(store: BlobStore, pieces: PackagePieces) {
        self.store = store
        self.pieces = pieces
    }

    mutating func fill(_ buffer: inout ByteBuffer, upTo limit: Int) throws {
        while buffer.readableBytes < limit, let current = piece ?? pieces.next() {
            piece = try append(current, to: &buffer, upTo: limit - buffer.readableBytes)
        }
    }

    /// Appends the piece, or what fits of it; returns the rest.
    private mutating func append(
        _ piece: PackagePiece, to buffer: inout ByteBuffer, upTo limit: Int
    ) throws -> PackagePiece? {
        switch piece {
        case .bytes(let bytes):
            buffer.writeBytes(bytes.prefix(limit))
            return bytes.count > limit ? .bytes(Array(bytes.dropFirst(limit))) : nil
        case .blob(let digest, let offset, let length):
            let reader = try self.reader?.digest == digest ? self.reader : store.open(digest)
            self.reader = reader
            let count = Int(min(length, Int64(limit)))
            guard try reader?.read(at: offset, length: count, into: &buffer) == count else {
                throw BlobError.damaged(digest, found: "it is shorter than the \(offset + length) bytes needed")
            }
            return Int64(count) < length
                ? .blob(digest, offset: offset + Int64(count), length: length - Int64(count)) : nil
        }
    }
}

extension BlobStore {
    /// The bytes of a range of a package, for whoever sends it.
    package func chunks(
        of layout: PackageLayout, in range: Range<Int64>? = nil, chunkSize: Int = ByteChunks.defaultSize
    ) -> ByteChunks {
        ByteChunks(
            source: PackageChunkSource(store: self, pieces: layout.pieces(in: range)), chunkSize: chunkSize,
            threads: threads)
    }

    /// Throws unless every blob of the package is there in its full length; looks at no bytes. Blocks.
    package func checkBlobs(of layout: PackageLayout) throws {
        var checked: [Digest: ByteCount] = [:]
        for entry in layout.entries where checked.updateValue(entry.size, forKey: entry.blob) != entry.size {
            guard let size = try size(of: entry.blob) else { throw BlobError.blobMissing(entry.blob) }
            guard size == entry.size else {
                throw BlobError.damaged(entry.blob, found: "\(size) instead of \(entry.size)")
            }
        }
    }
}
