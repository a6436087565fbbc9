package import Domain
import Wire

/// What is known of a version before its files come: one row of `versions` and its rows of `files`.
package struct Arrival: Sendable {
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

    package init(
        repository: RepositoryID, commit: GitObjectID, revision: String, source: String, info: String,
        selection: String,
        quantisation: String?, files: [ArrivingFile], isListing: Bool
    ) {
        self.repository = repository
        self.commit = commit
        self.revision = revision
        self.source = source
        self.info = info
        self.selection = selection
        self.quantisation = quantisation
        self.files = files
        self.isListing = isListing
    }
}

/// A file the Hub lists, and whether it is wanted.
package struct ArrivingFile: Sendable {
    let path: RepositoryPath
    let content: ExpectedContent
    let isChosen: Bool

    package init(path: RepositoryPath, content: ExpectedContent, isChosen: Bool) {
        self.path = path
        self.content = content
        self.isChosen = isChosen
    }
}

/// What the catalogue shows of a model once it is whole: from its card, the Hub and the headers of its files.
package struct ModelFacets: Sendable {
    package var task: String?
    package var library: String?
    package var license: String?
    package var tags: [String] = []
    var downloads: Int64 = 0
    var likes: Int64 = 0
    /// ISO 8601 in UTC; nil where no Hub said it.
    var madeAt: String?
    var changedAt: String?
    var architecture: String?
    var parameters: Int64?
    var contextLength: Int64?
    /// The front matter of the card.
    var cardData: JSONValue?
    /// The text of the card, without its front matter.
    package var card = ""

    package init() {}
}
