package import Domain

/// What a package says of itself: whose files these are and what their bytes must be.
package struct PackageManifest: Hashable, Sendable {
    /// The value of `format`; readers refuse any other.
    package static let format = "roost-package/1"
    /// Where it stands in the package: always first.
    package static let path = reservedPath("roost-manifest.json")

    package let repository: RepositoryID
    package let revision: Revision
    package let commit: GitObjectID?
    /// Where the files came from: the address of a Hub, or a folder.
    package let source: String
    /// As the model's card names it.
    package let licence: String?
    /// The program and its version.
    package let createdBy: String
    /// In the order of their paths' bytes.
    package let files: [PackagedFile]

    package init(
        repository: RepositoryID, revision: Revision, commit: GitObjectID?, source: String, licence: String?,
        createdBy: String, files: [PackagedFile]
    ) {
        self.repository = repository
        self.revision = revision
        self.commit = commit
        self.source = source
        self.licence = licence
        self.createdBy = createdBy
        self.files = files.sorted { $0.path.text.utf8.lexicographicallyPrecedes($1.path.text.utf8) }
    }

    private static func reservedPath(_ text: String) -> RepositoryPath {
        guard let path = RepositoryPath(text) else { preconditionFailure("a constant that keeps the rule") }
        return path
    }
}

/// A file a package lists.
package struct PackagedFile: Hashable, Sendable {
    package let path: RepositoryPath
    package let size: ByteCount
    package let sha256: Digest
    /// Git's name of it, when the Hub gave one.
    package let gitOid: GitObjectID?

    package init(path: RepositoryPath, size: ByteCount, sha256: Digest, gitOid: GitObjectID? = nil) {
        self.path = path
        self.size = size
        self.sha256 = sha256
        self.gitOid = gitOid
    }
}
