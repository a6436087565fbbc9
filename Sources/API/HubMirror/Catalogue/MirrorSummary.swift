package import Domain
package import FoundationEssentials
package import Wire

/// What a list and an info page say of a repository. What is nil is unknown and is left out of the answer.
package struct MirrorSummary: Sendable {
    package var id: RepositoryID
    package var commit: GitObjectID
    package var createdAt: Date
    package var lastModified: Date
    package var gate = MirrorGate.none
    package var isPrivate = false
    package var isDisabled = false
    /// Everything the Hub would tag it with: `gguf`, `license:mit`, `base_model:org/name`, languages, libraries.
    package var tags: [String] = []
    package var pipelineTag: String?
    package var libraryName: String?
    package var downloads: Int64?
    package var likes: Int64?
    /// The whole number of parameters, when the headers of the weights tell.
    package var parameterCount: Int64?
    /// A dataset's one paragraph.
    package var description: String?
    /// The front matter of the card.
    package var cardData: JSONValue?
    /// `{"architectures": […], "model_type": …, "tokenizer_config": {…}}`
    package var config: JSONValue?
    /// `{"parameters": {"F32": n}, "total": n}`
    package var safetensors: JSONValue?
    /// `{"total": n, "architecture": …, "context_length": n, …}`
    package var gguf: JSONValue?

    package init(id: RepositoryID, commit: GitObjectID, createdAt: Date, lastModified: Date) {
        self.id = id
        self.commit = commit
        self.createdAt = createdAt
        self.lastModified = lastModified
    }
}
