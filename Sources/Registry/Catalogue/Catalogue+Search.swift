import Domain
import Storage
package import Wire

extension Catalogue {
    /// A page of kept models, in the order asked, from where the page before ended.
    package func search(_ query: ModelQuery) async throws -> ModelPage {
        let (rows, next) = try await page(query)
        return ModelPage(models: try rows.map(ModelSummary.init), next: next)
    }

    /// The same page as versions without their files: what a Hub's list shows.
    package func list(_ query: ModelQuery) async throws -> (versions: [KeptVersion], next: String?) {
        let (rows, next) = try await page(query)
        let versions = try rows.compactMap { row -> KeptVersion? in
            let kind = RepositoryKind(rawValue: try row.text("kind")) ?? .model
            return try RepositoryID(try row.text("name"), kind: kind).map { try KeptVersion(row, $0, rows: []) }
        }
        return (versions, next)
    }

    private func page(_ query: ModelQuery) async throws -> (rows: ArraySlice<Row>, next: String?) {
        let text = query.text.flatMap { FullTextQuery($0) }
        if query.text != nil, text == nil { return ([], nil) }
        if let text, query.order == nil { return try await ranked(text, query) }
        return try await ordered(query, text, by: query.order ?? .recent)
    }

    /// Paged by the key of the last row: a page costs the same wherever it is.
    private func ordered(
        _ query: ModelQuery, _ text: FullTextQuery?, by order: ModelQuery.Order
    ) async throws -> (rows: ArraySlice<Row>, next: String?) {
        let limit = query.rowsAtMost
        let conditions = try conditions(of: query)
        let position = try query.cursor.map { try PagePosition(parsing: $0, order: order) }
        let ascends = order.ascends(query.isReversed)
        let rows = try await database.read { session in
            let source = try SearchSource.choose(query, text: text, in: self, session)
            let behind = position.map { [$0.isBehind(order, ascends: ascends, id: source.id)] } ?? []
            return try self.rows(
                of: """
                    SELECT m.id AS id FROM \(source.tables)
                    WHERE \((source.conditions + conditions + behind).joined(separator: " AND "))
                    ORDER BY \(order.sql(id: source.id, ascends: ascends)) LIMIT \(Int64(limit + 1))
                    """,
                by: order.sql(id: "m.id", ascends: ascends), session)
        }
        var next: String?
        if rows.count > limit { next = try PagePosition(rows[limit - 1], order: order).text(for: order) }
        return (rows.prefix(limit), next)
    }

    /// The best match first, paged by number: a score is no key, and nobody pages far into a ranking.
    ///
    /// What is found in plenty is not ranked but shown newest first; where the words as they stand are, longer ones that
    /// begin like the last are left out.
    private func ranked(
        _ text: FullTextQuery, _ query: ModelQuery
    ) async throws -> (rows: ArraySlice<Row>, next: String?) {
        let limit = query.rowsAtMost
        let skipped = try query.cursor.map { try RankPosition(parsing: $0).skipped } ?? 0
        let page: SQL = "LIMIT \(Int64(limit + 1)) OFFSET \(Int64(skipped))"
        let conditions = try conditions(of: query)
        let rows = try await database.read { session in
            if try texts.isPlentiful(text.asWholeWords, in: session) {
                return try newest(text.asWholeWords, conditions, page, session)
            }
            let rows = try best(text, conditions, page, session)
            let found = try rows.first?.integer("found")
            let isPlentiful =
                try found.map { $0 > FullTextQuery.rankedMatches } ?? texts.isPlentiful(text, in: session)
            return isPlentiful ? try newest(text, conditions, page, session) : rows
        }
        return (rows.prefix(limit), rows.count > limit ? RankPosition(skipped: skipped + limit).text : nil)
    }

    private func newest(
        _ text: FullTextQuery, _ conditions: [SQL], _ page: SQL, _ session: any DatabaseSession
    ) throws -> [Row] {
        try rows(
            of: """
                SELECT m.id AS id FROM \(texts.table) JOIN models m ON m.id = \(texts.id)
                WHERE \(([texts.matches(text)] + conditions).joined(separator: " AND "))
                ORDER BY \(texts.recency) \(page)
                """,
            by: "m.id DESC", session)
    }

    /// The rows also say in `found` how many match the words: one more than are ranked when there are more.
    private func best(
        _ text: FullTextQuery, _ conditions: [SQL], _ page: SQL, _ session: any DatabaseSession
    ) throws -> [Row] {
        let scored = texts.scored(text, atMost: FullTextQuery.rankedMatches + 1)
        return try session.rows(
            """
            WITH scored AS MATERIALIZED (\(scored))
            SELECT \(raw: ModelSummary.columns), page.found FROM (
                SELECT m.id AS id, scored.score AS score, (SELECT COUNT(*) FROM scored) AS found
                FROM scored CROSS JOIN models m
                WHERE \((["m.id = scored.id"] + conditions).joined(separator: " AND "))
                ORDER BY scored.score, m.id DESC \(page)) AS page
            CROSS JOIN models m CROSS JOIN versions v WHERE m.id = page.id AND v.id = m.current_version
            ORDER BY page.score, m.id DESC
            """)
    }

    /// What is shown of the models a query gives the ids of: looked up for one page, not for all that are sorted.
    private func rows(of page: SQL, by order: SQL, _ session: any DatabaseSession) throws -> [Row] {
        try session.rows(
            """
            SELECT \(raw: ModelSummary.columns) FROM (\(page)) AS page CROSS JOIN models m CROSS JOIN versions v
            WHERE m.id = page.id AND v.id = m.current_version ORDER BY \(order)
            """)
    }

    /// How many models are kept.
    package func count() async throws -> Int {
        try await database.read { session in
            Int(
                try session.first("SELECT count(*) AS n FROM models WHERE current_version IS NOT NULL")?.integer("n")
                    ?? 0)
        }
    }

    private func conditions(of query: ModelQuery) throws -> [SQL] {
        var all: [SQL] = ["m.current_version IS NOT NULL"]
        if let kind = query.kind { all.append("m.kind = \(kind.rawValue)") }
        if let author = query.author { all.append("lower(m.author) = \(author.lowercased())") }
        if let task = query.task { all.append("m.task = \(task)") }
        if let library = query.library { all.append("m.library = \(library)") }
        if let license = query.license { all.append("m.license = \(license)") }
        if let quarantined = query.quarantined {
            all.append(
                "EXISTS (SELECT 1 FROM versions q WHERE q.id = m.current_version AND q.quarantined = \(quarantined))")
        }
        for tag in query.tags {
            all.append("EXISTS (SELECT 1 FROM model_tags t WHERE t.tag = \(tag) AND t.model_id = m.id)")
        }
        if let pattern = query.pattern {
            all.append(database.dialect.matches(try RegularExpression(pattern: pattern), "m.name"))
        }
        return all
    }
}

extension ModelQuery {
    var rowsAtMost: Int { min(max(limit, 1), 1000) }
}

extension ModelQuery.Order {
    /// The column that orders, the id breaking ties so that a key names one place.
    var column: String {
        switch self {
        case .recent: "m.id"
        case .name: "m.name"
        case .size: "m.size"
        case .downloads: "m.downloads"
        case .likes: "m.likes"
        case .created: "m.made_at"
        case .modified: "m.changed_at"
        }
    }

    /// Whether what the column orders by is a text.
    var isText: Bool { [.name, .created, .modified].contains(self) }

    /// Names go from A, all else from the newest or most.
    func ascends(_ isReversed: Bool) -> Bool { (self == .name) != isReversed }

    /// What follows `ORDER BY`; `id` is that of the table the search begins with.
    func sql(id: SQL, ascends: Bool) -> SQL {
        let direction = SQL(raw: ascends ? "ASC" : "DESC")
        return self == .recent ? "\(id) \(direction)" : "\(raw: column) \(direction), m.id \(direction)"
    }
}
