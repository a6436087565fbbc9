package import Domain

/// A file of a repository at one commit: where it stands and what its bytes must be.
package struct RemoteFile: Hashable, Sendable {
    package let path: RepositoryPath
    package let content: ExpectedContent

    package init(path: RepositoryPath, content: ExpectedContent) {
        self.path = path
        self.content = content
    }

    /// What the listing says; the bytes must match it.
    package var size: ByteCount { content.size }

    /// Whether the Hub keeps it outside git, under its SHA-256.
    package var isLarge: Bool { if case .sha256 = content.identity { true } else { false } }
}
