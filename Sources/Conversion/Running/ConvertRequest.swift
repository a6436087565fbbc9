package import Domain
import Registry

/// What is to be converted: the payload of a `convert` job. Exactly this commit, whenever the job comes to run.
package struct ConvertRequest: Codable, Sendable, Hashable {
    package let model: String
    /// Forty digits.
    package let commit: String
    /// In small letters: `q8_0`.
    package let to: String
    /// The name the result is kept under.
    package let name: String

    /// Throws `ConversionError` when there is no such type, or the result could not have that name.
    /// - Parameters:
    ///   - to: nil for eight bits, which lose next to nothing.
    ///   - name: nil for the model's own with `-GGUF`, as people name such repositories on the Hub.
    package init(
        model: RepositoryID, commit: GitObjectID, to: String?, name: String?
    ) throws(ConversionError) {
        let type = try OutputType(named: to ?? "q8_0")
        let wanted = name ?? "\(model.path)-GGUF"
        guard let target = RepositoryID(wanted), target.path != model.path else { throw .nameInvalid(wanted) }
        self.model = model.path
        self.commit = commit.hex
        self.to = type.label.lowercased()
        self.name = target.path
    }

    /// Two wishes of the same key are one job.
    package var dedupeKey: String { "convert \(model) \(commit) \(to) \(name)" }
}
