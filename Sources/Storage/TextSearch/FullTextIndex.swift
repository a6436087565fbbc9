/// A text that is searched, and how much a match in it counts.
package struct FullTextField: Sendable, Hashable {
    package let name: String
    /// 1 for running text; more for names and titles.
    package let weight: Double

    package init(_ name: String, weight: Double = 1) {
        self.name = name
        self.weight = weight
    }
}

/// How a search is best put to an index that holds what it holds now.
package struct FullTextPlan: Sendable {
    /// True for the rows that are found.
    package let matches: SQL
    /// What follows `ORDER BY`.
    package let order: SQL
}

/// Words in the texts of rows that have an `Int64` id, in each engine's own way.
///
/// Search by joining: `SELECT m.* FROM \(index.table) JOIN models m ON m.id = \(index.id) WHERE \(plan.matches)
/// ORDER BY \(plan.order) LIMIT 20`, where `plan` comes from `plan(for:in:)` in the same session.
package protocol FullTextIndex: Sendable {
    var table: SQL { get }
    /// The column that holds the id of the row.
    var id: SQL { get }
    /// The statements of the migration that makes the index.
    var create: [SQL] { get }

    /// Keeps the texts of a row, in the order of the fields, in place of what was kept.
    func put(id: Int64, _ texts: [String]) -> SQL

    /// Forgets a row.
    func remove(id: Int64) -> SQL

    /// True for rows that contain every word of the query.
    func matches(_ query: FullTextQuery) -> SQL

    /// Sorts the best match first. It costs time for each match, not for each row shown.
    func relevance(_ query: FullTextQuery) -> SQL
}

extension FullTextIndex {
    /// Newest first: free, because the index is kept in that order.
    package var recency: SQL { "\(id) DESC" }

    /// Ranks what can be ranked in a few milliseconds, and shows the newest first where more is found.
    ///
    /// Ranking costs a microsecond for each match, and so does looking for the beginnings of words. Where the words as
    /// they stand are found in plenty, longer ones that begin like the last are left out.
    package func plan(for query: FullTextQuery, in session: any DatabaseSession) throws -> FullTextPlan {
        if try isPlentiful(query.asWholeWords, in: session) {
            return FullTextPlan(matches: matches(query.asWholeWords), order: recency)
        }
        let order = try isPlentiful(query, in: session) ? recency : relevance(query)
        return FullTextPlan(matches: matches(query), order: order)
    }

    private func isPlentiful(_ query: FullTextQuery, in session: any DatabaseSession) throws -> Bool {
        let most = FullTextQuery.rankedMatches
        let counted = try session.first(
            """
            SELECT COUNT(*) AS matches
            FROM (SELECT 1 AS one FROM \(table) WHERE \(matches(query)) LIMIT \(most + 1)) AS found
            """)
        return try counted?.integer("matches") ?? 0 > most
    }
}
