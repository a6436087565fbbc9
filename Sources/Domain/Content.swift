/// How a Hub names the bytes of a file: LFS files by SHA-256, plain files by their git blob id.
package enum ContentIdentity: Hashable, Sendable, CustomStringConvertible {
    case sha256(Digest)
    case gitBlob(GitObjectID)

    /// The hexadecimal name, without its kind: what a Hub sends as `ETag`.
    package var hex: String {
        switch self {
        case .sha256(let digest): digest.hex
        case .gitBlob(let id): id.hex
        }
    }

    package var description: String {
        switch self {
        case .sha256(let digest): digest.description
        case .gitBlob(let id): "git:\(id.hex)"
        }
    }
}

/// What is known of a file before its first byte arrives.
package struct ExpectedContent: Hashable, Sendable {
    package let identity: ContentIdentity
    package let size: ByteCount

    package init(identity: ContentIdentity, size: ByteCount) {
        self.identity = identity
        self.size = size
    }
}
