import Domain
import Wire

/// What is known of a version before its files come: one row of `versions` and its rows of `files`.
struct Arrival: Sendable {
    let repository: RepositoryID
    let commit: GitObjectID
    let revision: String
    let source: String
    /// The Hub's own description, as JSON; of what no Hub describes, what its own card says.
    var info: String
    /// Why these files, in one sentence.
    let selection: String
    let quantisation: String?
    let files: [ArrivingFile]
    /// Whether the files are all that the Hub lists of the commit, and not only what somebody had of it.
    let isListing: Bool
}

/// A file the Hub lists, and whether it is wanted.
struct ArrivingFile: Sendable {
    let path: RepositoryPath
    let content: ExpectedContent
    let isChosen: Bool
}

/// What the catalogue shows of a model once it is whole: from its card, the Hub and the headers of its files.
struct ModelFacets: Sendable {
    var task: String?
    var library: String?
    var license: String?
    var tags: [String] = []
    var downloads: Int64 = 0
    var likes: Int64 = 0
    var architecture: String?
    var parameters: Int64?
    var contextLength: Int64?
    /// The front matter of the card.
    var cardData: JSONValue?
    /// The text of the card, without its front matter.
    var card = ""
}
