import NIOCore
import NIOPosix

/// A range of a file, read a piece at a time when the next one is asked for.
struct FilePieces: AsyncSequence, Sendable {
    typealias Element = ByteBuffer
    private static let piece: Int64 = 1 << 18

    let reader: FileReader
    let range: Range<Int64>
    let threads: NIOThreadPool

    func makeAsyncIterator() -> Iterator { Iterator(pieces: self, offset: range.lowerBound) }

    struct Iterator: AsyncIteratorProtocol {
        let pieces: FilePieces
        var offset: Int64

        mutating func next() async throws -> ByteBuffer? {
            let (reader, start) = (pieces.reader, offset)
            let count = Int(Swift.min(FilePieces.piece, pieces.range.upperBound - start))
            guard count > 0 else { return nil }
            let buffer = try await pieces.threads.runIfActive { try reader.read(count, at: start) }
            guard buffer.readableBytes > 0 else { return nil }
            offset += Int64(buffer.readableBytes)
            return buffer
        }
    }
}
