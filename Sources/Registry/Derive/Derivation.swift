package import Blobs
package import Domain

/// What was made here out of a kept version, about to be kept as a version of a model of its own.
package struct Derivation: Sendable {
    /// A file of it.
    package enum Content: Sendable {
        /// Made now, and not in the store yet.
        case made(StagedBlob)
        /// Taken over from the version it was made of.
        case taken(KeptFile)
    }

    package struct File: Sendable {
        package let path: RepositoryPath
        package let content: Content

        package init(path: RepositoryPath, content: Content) {
            self.path = path
            self.content = content
        }
    }

    package let repository: RepositoryID
    /// The same for the same base made into the same.
    package let commit: GitObjectID
    /// Where it came from, as `source` of the version says.
    package let source: String
    /// What it holds and why, in one sentence.
    package let selection: String
    package let quantisation: String?
    package let files: [File]

    package init(
        repository: RepositoryID, commit: GitObjectID, source: String, selection: String, quantisation: String?,
        files: [File]
    ) {
        self.repository = repository
        self.commit = commit
        self.source = source
        self.selection = selection
        self.quantisation = quantisation
        self.files = files
    }
}

extension Derivation.File {
    var identity: ContentIdentity {
        switch content {
        case .made(let blob): blob.gitBlob.map(ContentIdentity.gitBlob) ?? .sha256(blob.facts.digest)
        case .taken(let file): file.identity
        }
    }

    var facts: BlobFacts {
        switch content {
        case .made(let blob): blob.facts
        case .taken(let file): BlobFacts(digest: file.digest, size: file.size, crc32: file.crc32)
        }
    }

    var staged: StagedBlob? { if case .made(let blob) = content { blob } else { nil } }
}
