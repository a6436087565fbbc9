import Storage

/// Where a search begins: the table whose order or index leaves the least to look at.
struct SearchSource {
    let tables: SQL
    let conditions: [SQL]
    /// The id of the model, in the table that gives the order.
    let id: SQL

    static func choose(
        _ query: ModelQuery, text: FullTextQuery?, in catalogue: Catalogue, _ session: any DatabaseSession
    ) throws -> SearchSource {
        let isNewestFirst = query.order ?? .recent == .recent
        if let text {
            let isSorted =
                try isNewestFirst || query.hasFacets
                || !catalogue.texts.isPlentiful(text, above: fewEnoughToSort(session), in: session)
            return isSorted ? found(text, catalogue.texts) : ordered(text, catalogue.texts)
        }
        if let piece = query.nameContains { return named(piece, catalogue.names, joined: "JOIN") }
        if isNewestFirst, !query.hasFacets, let piece = try query.requiredLiteral {
            return named(piece, catalogue.names, joined: "CROSS JOIN")
        }
        if query.quarantined == true, try isRareToBeApart(session) {
            // The number is spelt and not bound: else the index of what is kept apart is not the one that fits.
            return SearchSource(
                tables: "versions apart CROSS JOIN models m",
                conditions: ["apart.quarantined = 1", "m.id = apart.model_id", "m.current_version = apart.id"],
                id: "m.id")
        }
        if let tag = query.tags.first, try isNewestFirst || isRare(tag, session) {
            // The index of tags is in the order of ids: a rare tag ends soon, a common one is not sorted.
            return SearchSource(
                tables: "model_tags first CROSS JOIN models m",
                conditions: ["first.tag = \(tag)", "m.id = first.model_id"], id: "first.model_id")
        }
        return SearchSource(tables: "models m", conditions: [], id: "m.id")
    }

    private static func found(_ text: FullTextQuery, _ texts: any FullTextIndex) -> SearchSource {
        SearchSource(
            tables: "\(texts.table) JOIN models m ON m.id = \(texts.id)", conditions: [texts.matches(text)],
            id: texts.id)
    }

    /// The plus keeps the engine from looking the ids up one by one: the index of the order is followed.
    private static func ordered(_ text: FullTextQuery, _ texts: any FullTextIndex) -> SearchSource {
        SearchSource(
            tables: "models m",
            conditions: ["+m.id IN (SELECT \(texts.id) FROM \(texts.table) WHERE \(texts.matches(text)))"], id: "m.id")
    }

    /// Whether so few have a tag that all of them may be looked at and sorted.
    private static func isRare(_ tag: String, _ session: any DatabaseSession) throws -> Bool {
        let row = try session.first(
            "SELECT count(*) AS n FROM (SELECT 1 AS one FROM model_tags WHERE tag = \(tag) LIMIT 5001) AS tagged")
        return try row.map { try $0.integer("n") <= 5000 } ?? true
    }

    /// Whether so little is kept apart that all of it may be looked at and sorted.
    private static func isRareToBeApart(_ session: any DatabaseSession) throws -> Bool {
        let row = try session.first(
            "SELECT count(*) AS n FROM (SELECT 1 AS one FROM versions WHERE quarantined = 1 LIMIT 5001) AS apart")
        return try row.map { try $0.integer("n") <= 5000 } ?? true
    }

    private static func named(_ piece: String, _ names: any SubstringIndex, joined: SQL) -> SearchSource {
        SearchSource(
            tables: "\(names.table) \(joined) models m",
            conditions: [names.contains(piece), "m.id = \(names.id)"], id: names.id)
    }

    /// With more matches than this it takes less time to follow the index of the order and to leave out what does not
    /// match: sorting costs 0.8 µs for each of n matches, following 1 µs for each of 21 N / n rows until a page is full.
    private static func fewEnoughToSort(_ session: any DatabaseSession) throws -> Int64 {
        let newest = try session.first("SELECT MAX(id) AS id FROM models")?.optionalInteger("id") ?? 0
        return Int64((26 * Double(newest)).squareRoot())
    }
}

extension ModelQuery {
    /// Whether it asks for more than words, the kind and the order.
    fileprivate var hasFacets: Bool {
        author != nil || task != nil || library != nil || license != nil || !tags.isEmpty
    }

    fileprivate var requiredLiteral: String? {
        get throws { try pattern.flatMap { try RegularExpression(pattern: $0).requiredLiteral } }
    }
}
