package import Domain
package import Wire

/// What a Hub says of one repository at one revision. Absent means the Hub did not say.
package struct RepositoryInfo: Hashable, Sendable {
    /// What the header of a GGUF file says, as the Hub read it.
    package struct GGUF: Hashable, Sendable {
        package var parameters: Int64?
        package var architecture: String?
        package var contextLength: Int64?
        package var chatTemplate: String?
    }

    /// Parameter counts, as the Hub read them from safetensors headers.
    package struct Parameters: Hashable, Sendable {
        package var total: Int64?
        package var byType: [String: Int64]
    }

    /// The repository it was made of or from, as the Hub resolved it.
    package struct BaseModels: Hashable, Sendable {
        /// `adapter`, `merge`, `quantized`, `finetune`.
        package var relation: String?
        package var models: [RepositoryID]
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
    package var modelIndex: JSONValue?
    package var description: String?
    package var gguf: GGUF?
    package var parameters: Parameters?
    package var baseModels: BaseModels?
    package var usedStorage: ByteCount?

    package init(asked: RepositoryID, summary: RepositorySummary) {
        self.asked = asked
        self.summary = summary
    }

    /// The name the Hub uses.
    package var id: RepositoryID { summary.id }
    package var commit: GitObjectID? { summary.commit }
    package var isRenamed: Bool { asked != summary.id }
}
