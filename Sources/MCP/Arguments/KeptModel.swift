import Domain

/// A kept model as a caller names it: `name`, `org/name`, `org/name@revision`.
struct KeptModel: Sendable {
    static let field = Field(
        "model", .text(atMost: Field.textBytes), required: true, "A kept model: org/name, or org/name@revision.")

    let name: String
    let revision: Revision?

    init(_ text: String) throws(Problem) {
        let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, RepositoryID(first) != nil else {
            throw Problem(
                .badRequest, "`\(text.prefix(MessageLimits.quoted))` is no model name",
                hint: "write org/name; `list_models` names those that are kept")
        }
        name = String(first)
        guard parts.count == 2 else {
            revision = nil
            return
        }
        guard let revision = Revision(parts[1]) else {
            throw Problem(.badRequest, "`\(parts[1].prefix(MessageLimits.quoted))` is no revision")
        }
        self.revision = revision
    }
}
