package import Domain

/// What a person asks of the registry.
package struct ModelQuery: Sendable, Hashable {
    /// The order of a list; every one is paged by key, so that a page costs the same wherever it is.
    package enum Order: String, Sendable, CaseIterable {
        case recent
        case name
        case size
        case downloads
        case likes
        /// By when the Hub says it was made, and was changed last.
        case created
        case modified

        /// All of them, for whoever names another.
        package static var words: String { allCases.map(\.rawValue).joined(separator: ", ") }
    }

    /// Words in the name, the tags or the card.
    package var text: String?
    /// A piece of the name, whatever the letter case.
    package var nameContains: String?
    /// A regular expression on the name, bounded so that it cannot hang.
    package var pattern: String?
    package var kind: RepositoryKind?
    package var author: String?
    package var task: String?
    package var library: String?
    package var license: String?
    package var tags: [String] = []
    /// Only what is kept apart, or only what is not.
    package var quarantined: Bool?
    /// Nil: the best match first when there is a text, else the newest.
    package var order: Order?
    /// The other end of the order first; what is found by words alone has one end only.
    package var isReversed = false
    package var limit = 50
    /// Where the page before ended.
    package var cursor: String?

    package init() {}
}
