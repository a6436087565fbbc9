package import NIOCore
import NIOPosix

/// Something read from front to back, blocking, on a thread that may block.
protocol ChunkSource: Sendable {
    /// Appends the next bytes to an empty buffer, up to `limit`; leaves it empty at the end.
    mutating func fill(_ buffer: inout ByteBuffer, upTo limit: Int) throws
}

/// Bytes from disk as a sequence of buffers: read on a thread pool, one chunk ahead of whoever consumes them.
///
/// Bounded: at most three chunks exist per iteration, however slow the consumer. Each iteration starts from the front.
package struct ByteChunks: AsyncSequence, Sendable {
    package typealias Element = ByteBuffer
    /// 1 MiB.
    package static let defaultSize = 1 << 20

    let source: any ChunkSource
    let chunkSize: Int
    let threads: NIOThreadPool

    package func makeAsyncIterator() -> Iterator {
        Iterator(reading: ReadAhead(source: source, chunkSize: chunkSize, threads: threads))
    }

    /// Ends with the last chunk, an error of the disk, or cancellation.
    package struct Iterator: AsyncIteratorProtocol {
        let reading: ReadAhead

        package mutating func next() async throws -> ByteBuffer? { try await reading.next() }
        package mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws -> ByteBuffer? { try await reading.next() }
    }
}
