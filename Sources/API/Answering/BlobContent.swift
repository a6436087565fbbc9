package import Blobs
package import Domain
package import NIOCore

/// A blob as something ranges can be read from.
package struct BlobContent: RangedContent {
    private let reader: BlobReader

    package init(reader: BlobReader) { self.reader = reader }

    package var size: ByteCount { reader.size }

    package func chunks(_ range: Range<Int64>) -> any AsyncSequence<ByteBuffer, any Error> {
        reader.chunks(in: range, chunkSize: SendingPace.chunkBytes).paced(mostHeld: SendingPace.mostHeld)
    }
}
