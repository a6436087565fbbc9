package import Domain

/// One file of a commit.
package struct MirrorFile: Hashable, Sendable {
    package let path: RepositoryPath
    package let size: ByteCount
    /// SHA-256 makes it a large file, kept behind a pointer; a git blob id makes it a plain one.
    package let identity: ContentIdentity
    /// What git itself keeps: the blob, or for a large file the blob of the pointer.
    package let gitID: GitObjectID

    package init(path: RepositoryPath, size: ByteCount, identity: ContentIdentity) {
        self.path = path
        self.size = size
        self.identity = identity
        gitID =
            switch identity {
            case .gitBlob(let id): id
            case .sha256(let digest): LargeFilePointer(digest: digest, size: size).gitID
            }
    }

    /// The pointer, when the file is a large one.
    package var pointer: LargeFilePointer? {
        guard case .sha256(let digest) = identity else { return nil }
        return LargeFilePointer(digest: digest, size: size)
    }
}
