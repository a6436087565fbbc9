package import Wire

/// What stands at the head of a version's page: everything but its files.
package struct ModelHeadline: Sendable {
    /// Of this version, also when it is not the current one.
    package var summary: ModelSummary
    package var isCurrent: Bool
    /// How many versions of the model are kept.
    package var versions: Int
    package var tags: [String]
    /// From the headers of its weight files.
    package var architecture: String?
    package var parameters: Int64?
    package var contextLength: Int64?
    /// Why these files, in one sentence.
    package var selection: String
    /// Why the gate keeps it apart; nil when it may be used.
    package var quarantine: String?
    /// The key of its row.
    let versionID: Int64
}
