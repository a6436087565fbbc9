package import Domain

extension HubQuery {
    /// The query of `GET /api/models` or `/api/datasets`.
    package func queryString(for kind: RepositoryKind) -> QueryString {
        let query = canonical(for: kind)
        var wire = QueryString()
        if let search = query.search { wire.append("search", search) }
        if let author = query.author { wire.append("author", author) }
        for tag in query.tags { wire.append("filter", tag) }
        if let task = query.task { wire.append("pipeline_tag", task) }
        if let gated = query.gated { wire.append("gated", gated ? "true" : "false") }
        if let sort = query.sort {
            wire.append("sort", sort.rawValue)
            if query.direction == .ascending { wire.append("direction", query.direction.rawValue) }
        }
        if let limit = query.limit { wire.append("limit", String(limit)) }
        if query.sizes {
            // Instead of `full`: a Hub takes one or the other.
            for field in Self.fields(of: kind) { wire.append("expand", field) }
        } else if query.full {
            wire.append("full", "true")
        }
        return wire
    }

    /// What a row is made of; a Hub refuses a name it does not know of the kind.
    private static func fields(of kind: RepositoryKind) -> [String] {
        let both = [
            "author", "createdAt", "disabled", "downloads", "gated", "lastModified", "likes", "private", "sha", "tags",
            "trendingScore",
        ]
        return kind == .model ? both + ["gguf", "library_name", "pipeline_tag", "safetensors"] : both
    }

    /// Reads what any client sends; a parameter it does not know or cannot read counts as absent.
    package init(_ wire: QueryString) {
        var tags = wire.list("filter") + wire.list("tags") + wire.list("library")
        tags += wire.list("task_categories").map { "task_categories:\($0)" }
        self.init(
            search: wire["search"] ?? wire["q"], author: wire["author"],
            task: wire["pipeline_tag"] ?? wire["task"], tags: tags, gated: wire.flag("gated"),
            sort: wire["sort"].flatMap(Sort.init(spelling:)),
            direction: Self.direction(wire["direction"]),
            limit: wire["limit"].flatMap { Int($0) }, full: wire.flag("full") ?? false)
        self = canonical(for: .model)
    }

    private static func direction(_ text: String?) -> Direction {
        switch text?.lowercased() {
        case "1", "asc", "ascending": .ascending
        default: .descending
        }
    }
}

extension HubQuery.Sort {
    /// The wire's spelling or that of Python: `lastModified`, `last_modified`; nil for an order we do not have.
    package init?(spelling: String) {
        let plain = spelling.lowercased().filter { $0 != "_" && $0 != "-" }
        switch plain {
        case "trending": self = .trendingScore
        case "modified", "updated": self = .lastModified
        case "created": self = .createdAt
        default:
            guard let known = Self.allCases.first(where: { $0.rawValue.lowercased() == plain }) else { return nil }
            self = known
        }
    }
}
