package import Domain

/// A file of a repository's tree, as far as choosing needs to know it.
package struct SelectableFile: Hashable, Sendable {
    package let path: RepositoryPath
    package let size: ByteCount

    package init(path: RepositoryPath, size: ByteCount) {
        self.path = path
        self.size = size
    }
}
