import Domain
import FoundationEssentials

/// Something on disk that can become one version: its name, its commit where it has one, and its files.
struct ImportSource: Sendable {
    struct File: Sendable {
        let path: RepositoryPath
        /// Where its bytes are.
        let location: String
        /// What the place it lies in says of it; checked, never believed.
        let announced: ContentIdentity?
    }

    let repository: RepositoryID
    let commit: GitObjectID?
    let revision: String
    let origin: String
    /// Links may lead anywhere below this folder.
    let boundary: String
    let files: [File]
}
