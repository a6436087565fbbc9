package import Blobs
package import Domain
package import NIOCore

/// A package as something ranges can be read from, without ever being built.
package struct PackageContent: RangedContent {
    private let layout: PackageLayout
    private let store: BlobStore

    package init(layout: PackageLayout, store: BlobStore) {
        self.layout = layout
        self.store = store
    }

    package var size: ByteCount { layout.size }
    /// Changes with any byte of it.
    package var tag: String { String(layout.etag.filter { $0 != "\"" }) }

    package func chunks(_ range: Range<Int64>) -> any AsyncSequence<ByteBuffer, any Error> {
        store.chunks(of: layout, in: range, chunkSize: SendingPace.chunkBytes)
            .paced(mostHeld: SendingPace.mostHeld)
    }
}
