package import NIOCore
import NIOPosix

/// Something read from front to back, blocking, on a thread that may block.
protocol ChunkSource: Sendable {
    /// Appends the next bytes to an empty buffer, up to `limit`; leaves it empty at the end.
    mutating func fill(_ buffer: inout ByteBuffer, upTo limit: Int) throws
}

/// Bytes from disk as a sequence of buffers: read on a thread pool, one chunk ahead of whoever consumes them.
///
/// Bounded: beside what the consumer holds, two chunks exist per iteration, however slow it is. Each iteration starts from the front.
package struct ByteChunks: AsyncSequence, Sendable {
    package typealias Element = ByteBuffer
    /// 1 MiB.
    package static let defaultSize = 1 << 20

    let source: any ChunkSource
    let chunkSize: Int
    let threads: NIOThreadPool
    /// How many chunks whoever takes them may hold on to; nil: any number.
    private(set) var mostHeld: Int?

    init(source: any ChunkSource, chunkSize: Int, threads: NIOThreadPool) {
        self.source = source
        self.chunkSize = chunkSize
        self.threads = threads
    }

    /// The same bytes, given out only as fast as earlier chunks are let go of: memory is bounded by `most` and two more.
    ///
    /// For consumers that pass chunks on to a queue which takes them at once, as the outbound side of a connection does
    /// as long as its event loop is busy with others. Whoever keeps `most` chunks for good waits for ever.
    package func paced(mostHeld most: Int) -> ByteChunks {
        var paced = self
        paced.mostHeld = most
        return paced
    }

    package func makeAsyncIterator() -> Iterator {
        Iterator(
            reading: ReadAhead(source: source, chunkSize: chunkSize, mostHeld: mostHeld, threads: threads))
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
