package import Domain
package import NIOCore
import NIOPosix
package import SystemPackage

/// An opened blob: any part of it can be read, by many at once, even after it was removed from the store.
package struct BlobReader: Sendable {
    package let digest: Digest
    package let size: ByteCount
    let file: OpenFile
    let threads: NIOThreadPool

    init(_ digest: Digest, at path: FilePath, threads: NIOThreadPool) throws {
        file = try OpenFile(path, .readOnly, options: .noFollow)
        let status = try file.status()
        guard status.type == .regular else { throw BlobError.notRegular(path) }
        self.digest = digest
        self.threads = threads
        size = ByteCount(status.size)
    }

    /// For `sendfile` and the like. Valid as long as the reader lives.
    package var descriptor: SystemPackage.FileDescriptor { file.descriptor }

    /// Reads into memory of the caller until it is full or the blob ends; returns the count. Blocks.
    package func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        try file.read(at: offset, into: buffer)
    }

    /// Appends up to `length` bytes to a buffer without a copy in between; returns the count. Blocks.
    @discardableResult
    package func read(at offset: Int64, length: Int, into buffer: inout ByteBuffer) throws -> Int {
        try file.read(at: offset, length: length, into: &buffer)
    }

    /// The bytes of a range, which is cut to the blob's length; for small parts such as headers.
    package func bytes(in range: Range<Int64>) async throws -> ByteBuffer {
        let range = range.clamped(to: 0..<size.bytes)
        return try await threads.runIfActive { [file] in
            var buffer = ByteBuffer()
            try file.read(at: range.lowerBound, length: range.count, into: &buffer)
            return buffer
        }
    }

    /// The bytes of a range, cut to the blob's length, in chunks; all of it when no range is given.
    package func chunks(in range: Range<Int64>? = nil, chunkSize: Int = ByteChunks.defaultSize) -> ByteChunks {
        let whole = 0..<size.bytes
        let source = BlobChunkSource(reader: self, rest: (range ?? whole).clamped(to: whole))
        return ByteChunks(source: source, chunkSize: chunkSize, threads: threads)
    }
}

extension OpenFile {
    @discardableResult
    func read(at offset: Int64, length: Int, into buffer: inout ByteBuffer) throws -> Int {
        try buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: length) { space in
            try read(at: offset, into: UnsafeMutableRawBufferPointer(rebasing: space[..<length]))
        }
    }
}

/// Reads one blob from front to back.
struct BlobChunkSource: ChunkSource {
    let reader: BlobReader
    var rest: Range<Int64>

    mutating func fill(_ buffer: inout ByteBuffer, upTo limit: Int) throws {
        let length = min(limit, rest.count)
        guard length > 0 else { return }
        guard try reader.read(at: rest.lowerBound, length: length, into: &buffer) == length else {
            throw BlobError.damaged(reader.digest, found: "it became shorter while it was read")
        }
        rest = (rest.lowerBound + Int64(length))..<rest.upperBound
    }
}
