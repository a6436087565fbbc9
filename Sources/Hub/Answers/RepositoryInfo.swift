package import Domain
package import Wire

/// What a Hub says of one repository at one revision. Absent means the Hub did not say.
package struct RepositoryInfo: Hashable, Sendable {
    /// What the header of a GGUF file says, as the Hub read it.
    package struct GGUF: Hashable, Sendable {
        package var parameters: Int64?
        package var architecture: String?
        /// In tokens.
        package var contextLength: Int64?
        package var chatTemplate: String?

        package init(
            parameters: Int64? = nil, architecture: String? = nil, contextLength: Int64? = nil,
            chatTemplate: String? = nil
        ) {
            self.parameters = parameters
            self.architecture = architecture
            self.contextLength = contextLength
            self.chatTemplate = chatTemplate
        }
    }

    /// Parameter counts, as the Hub read them from safetensors headers.
    package struct Parameters: Hashable, Sendable {
        package var total: Int64?
        /// Per tensor type: `BF16`, `F32`, …
        package var byType: [String: Int64]

        package init(total: Int64?, byType: [String: Int64]) {
            self.total = total
            self.byType = byType
        }
    }

    /// The repository it was made of or from, as the Hub resolved it.
    package struct BaseModels: Hashable, Sendable {
        /// `adapter`, `merge`, `quantized`, `finetune`.
        package var relation: String?
        package var models: [RepositoryID]

        package init(relation: String?, models: [RepositoryID]) {
            self.relation = relation
            self.models = models
        }
    }

    /// The name that was asked for; the Hub may know the repository by another one now (`summary.id`).
    package var asked: RepositoryID
    package var summary: RepositorySummary
    /// All file names, unchecked: for looking, never for joining to a folder (`HubReading.tree` is for that).
    package var fileNames: [String] = []
    /// The front matter of the card.
    package var cardData: JSONValue?
    /// Excerpts of `config.json`: `architectures`, `model_type`, …
    package var config: JSONValue?
    /// Declared results, as they stand: `model-index`.
    package var modelIndex: JSONValue?
    package var description: String?
    package var gguf: GGUF?
    package var parameters: Parameters?
    package var baseModels: BaseModels?
    /// Of all revisions together on a Hub; of the files on disk in a folder.
    package var usedStorage: ByteCount?

    /// A repository of which no more is known.
    package init(asked: RepositoryID, summary: RepositorySummary) {
        self.asked = asked
        self.summary = summary
    }

    /// The name the Hub uses.
    package var id: RepositoryID { summary.id }
    /// The commit the revision means now.
    package var commit: GitObjectID? { summary.commit }
    /// Whether the Hub knows the repository by another name than the one asked for.
    package var isRenamed: Bool { asked != summary.id }
}
