package import Domain
package import SystemPackage

extension BlobStore {
    /// The name, without a dot, under which everything unfinished about some content lies in `partial/`:
    /// `<name>.lock`, `<name>.part` …
    package func partialName(of content: ContentIdentity) -> String {
        switch content {
        case .sha256(let digest): "sha256-\(digest.hex)"
        case .gitBlob(let id): "git-\(id.hex)"
        }
    }

    /// A file of that content in `partial/`; the suffix has no dot.
    package func partialPath(of content: ContentIdentity, suffix: String) -> FilePath {
        partial.appending("\(partialName(of: content)).\(suffix)")
    }

    /// Waits to be the only one who fetches this content, in this process or any other.
    ///
    /// Whoever gets the lock after another must look into the store again: the other may have finished.
    package func lock(_ content: ContentIdentity) async throws -> LockFile {
        try await LockFile.acquire(at: partialPath(of: content, suffix: "lock"))
    }

    /// The same without waiting; nil when somebody else has it.
    package func attemptLock(_ content: ContentIdentity) throws -> LockFile? {
        try LockFile.attempt(at: partialPath(of: content, suffix: "lock"))
    }
}
