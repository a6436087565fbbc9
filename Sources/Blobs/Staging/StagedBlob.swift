package import Domain
import SystemPackage

/// A finished and verified file in `partial/`, waiting for `commit` to place it, or for `discard`.
package struct StagedBlob: Hashable, Sendable {
    package let facts: BlobFacts
    /// Git's name of the bytes, when it was asked for.
    package let gitBlob: GitObjectID?
    /// How the bytes came to be in the store's folder.
    package let origin: BlobOrigin
    let path: FilePath
}

/// How bytes came into the store.
package enum BlobOrigin: String, Hashable, Sendable {
    /// From memory, a download or a package.
    case written
    case copy
    /// The file shares its inode with the original: a later edit of the original damages the blob.
    case hardlink
    /// The file shares its extents with the original until one of them is edited; safe.
    case reflink
}
