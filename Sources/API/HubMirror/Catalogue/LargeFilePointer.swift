package import Domain

/// The few lines git keeps in place of a large file (Git LFS, version 1).
package struct LargeFilePointer: Hashable, Sendable {
    package let digest: Digest
    package let size: ByteCount

    package init(digest: Digest, size: ByteCount) {
        self.digest = digest
        self.size = size
    }

    package var text: String {
        "version https://git-lfs.github.com/spec/v1\noid sha256:\(digest.hex)\nsize \(size.bytes)\n"
    }

    /// The name of the pointer as a git blob.
    package var gitID: GitObjectID { GitObject.id(of: "blob", Array(text.utf8)) }
}
