package import Domain
package import SystemPackage

/// What reading a blob through showed.
package enum BlobCheck: Hashable, Sendable {
    case ok
    /// The bytes under this name are others.
    case damaged(found: Digest, size: ByteCount)
    case missing
    case unreadable(Problem)
}

/// What happens while all blobs are verified.
package enum VerificationEvent: Hashable, Sendable {
    /// Comes first: how much there is to read.
    case found(blobs: Int, size: ByteCount)
    /// How much of one blob was read; several are read at a time.
    case reading(Digest, done: ByteCount)
    case checked(Digest, BlobCheck)
    /// Not a blob; left alone.
    case foreign(FilePath)
    case unreadable(FilePath, Problem)
}
