package import Domain
package import NIOCore

/// Bytes that can be read from anywhere in them: a blob, a package that is computed as it is read.
package protocol RangedContent: Sendable {
    /// The length of the whole.
    var size: ByteCount { get }

    /// The bytes of `range`, each piece read only when it is asked for.
    ///
    /// Pieces of 512 KiB send as fast as larger ones; from 1 MiB on the allocator keeps what stalled readers held.
    /// Reading stops when the sequence is let go of. Throws when the bytes cannot be read; a short sequence is an error.
    func chunks(_ range: Range<Int64>) -> any AsyncSequence<ByteBuffer, any Error>
}
