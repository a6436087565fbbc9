package import Domain

/// A whole version of a model, with its files: what may be run, served, packaged or exported.
package struct KeptVersion: Sendable {
    package let modelID: Int64
    package let versionID: Int64
    package let repository: RepositoryID
    package let commit: GitObjectID
    package let revision: String
    package let source: String
    package let license: String?
    package let keptAt: Int64
    /// The Hub's own description at the time of the pull, as JSON.
    package let info: String
    /// Why the gate keeps it apart; nil when it may be used. See `require(_:)`.
    package let quarantine: String?
    package let files: [KeptFile]
    /// Files whose bytes were found damaged or gone: neither served nor packaged until a pull brings them again.
    package let lost: [String]
}

/// A file of a kept version whose bytes are in the store.
package struct KeptFile: Sendable, Hashable {
    package let path: RepositoryPath
    package let identity: ContentIdentity
    package let digest: Digest
    package let size: ByteCount
    package let crc32: UInt32
    /// The git blob id of a plain file; nil for LFS files.
    package var gitObject: GitObjectID? { if case .gitBlob(let id) = identity { id } else { nil } }
}
