import Domain
import Glibc

/// Something on disk that can become one version: its name, its commit where it has one, and its files.
struct ImportSource: Sendable {
    struct File: Sendable {
        let path: RepositoryPath
        /// Where its bytes are.
        let location: String
        /// Bytes; zero when it cannot be told before it is opened.
        let size: Int64
        /// What the place it lies in says of it; checked, never believed.
        let announced: ContentIdentity?

        init(path: RepositoryPath, location: String, announced: ContentIdentity?) {
            self.path = path
            self.location = location
            self.announced = announced
            var status = stat()
            size = stat(location, &status) == 0 ? Int64(status.st_size) : 0
        }
    }

    let repository: RepositoryID
    let commit: GitObjectID?
    let revision: String
    let origin: String
    /// Links may lead anywhere below this folder.
    let boundary: String
    let files: [File]
}
