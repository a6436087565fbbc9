package import Domain

extension ContentHashes {
    /// The name of these bytes in the manner of another name, to set beside it in an error.
    package func identity(like wanted: ContentIdentity) -> ContentIdentity {
        if case .gitBlob = wanted, let gitBlob { .gitBlob(gitBlob) } else { .sha256(facts.digest) }
    }
}
