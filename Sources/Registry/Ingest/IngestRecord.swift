package import Domain
package import Wire

/// The two contracts that store something under an identifier of their own.
package enum IngestFamily: String, Sendable, Hashable {
    /// `/package/…`: a name with a semantic version.
    case package
    /// `/artifact/…`: a model at a commit.
    case artifact
}

/// A version that somebody ingested through one of the contracts, and what was measured then.
package struct IngestRecord: Sendable, Hashable {
    package var id: String
    package var family: IngestFamily
    package var name: String
    /// A semantic version in the package family, a commit in the other.
    package var version: String
    package var repository: RepositoryID
    package var commit: GitObjectID
    package var description: String?
    package var assessment: Assessment?
    package var netScore: Double
    /// Bytes.
    package var size: Int64
    package var by: String
    /// Milliseconds since 1970.
    package var createdAt: Int64
}
