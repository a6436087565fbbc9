package import Domain

/// What is looked for on a Hub. The client writes it as a query string; the mirror and a folder read the same one.
package struct HubQuery: Hashable, Sendable {
    /// What rows can be ordered by.
    package enum Sort: String, Hashable, Sendable, CaseIterable {
        case downloads
        case likes
        case lastModified
        case createdAt
        case trendingScore
    }

    /// Which end comes first, as the wire writes it.
    package enum Direction: String, Hashable, Sendable {
        case descending = "-1"
        case ascending = "1"
    }

    /// Found anywhere in the name, ignoring case.
    package var search: String?
    /// A user or an organisation.
    package var author: String?
    /// `text-generation`, …: the `pipeline_tag` of models, a task category of datasets.
    package var task: String?
    /// `transformers`, …: a tag on the wire.
    package var library: String?
    /// All of them must be there: `gguf`, `license:mit`, `base_model:quantized:org/name`, …
    package var tags: [String]
    /// Only gated, or only open ones.
    package var gated: Bool?
    package var sort: Sort?
    package var direction: Direction
    /// Rows on a page, 1 to `maximumLimit`; nil leaves it to the Hub.
    package var limit: Int?
    /// Asks for commit, dates and file names in each row.
    package var full: Bool
    /// Asks for every field a row can have, parameter counts too; a Hub that does not know how answers as it always does.
    package var sizes = false

    /// The most rows on a page.
    package static let maximumLimit = 1000

    package init(
        search: String? = nil, author: String? = nil, task: String? = nil, library: String? = nil, tags: [String] = [],
        gated: Bool? = nil, sort: Sort? = nil, direction: Direction = .descending, limit: Int? = nil, full: Bool = false
    ) {
        self.search = search
        self.author = author
        self.task = task
        self.library = library
        self.tags = tags
        self.gated = gated
        self.sort = sort
        self.direction = direction
        self.limit = limit.map { min(max($0, 1), Self.maximumLimit) }
        self.full = full
    }

    /// The same question in the words of the wire: a library, and the task of a dataset, are tags there; empty fields
    /// and repeated tags are gone. Reading a written query gives this.
    package func canonical(for kind: RepositoryKind) -> HubQuery {
        var query = self
        var wanted = tags
        if let library { wanted.append(library) }
        if kind == .dataset, let task {
            wanted.append("task_categories:\(task)")
            query.task = nil
        }
        var seen: Set<String> = []
        query.tags =
            wanted
            .flatMap { $0.split(separator: ",").map(String.init) }
            .filter { !$0.isEmpty && seen.insert($0).inserted }
        query.library = nil
        query.search = search.flatMap { $0.isEmpty ? nil : $0 }
        query.author = author.flatMap { $0.isEmpty ? nil : $0 }
        query.task = query.task.flatMap { $0.isEmpty ? nil : $0 }
        query.limit = limit.map { min(max($0, 1), Self.maximumLimit) }
        if sort == nil { query.direction = .descending }
        return query
    }
}
