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

/// Words in the texts of rows that have an `Int64` id, in each engine's own way.
///
/// Search by joining, the newest first: `SELECT m.* FROM \(index.table) JOIN models m ON m.id = \(index.id)
/// WHERE \(index.matches(query)) ORDER BY \(index.recency) LIMIT 20`; the best first with `scored`, where not too much is
/// found (`isPlentiful`).
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

    /// A query for matching rows, up to so many: their `id`, and their `score`, the lowest being the best match.
    ///
    /// It costs time for each match, not for each row shown.
    func scored(_ query: FullTextQuery, atMost most: Int64) -> SQL
}

extension FullTextIndex {
    /// Newest first: free, because the index is kept in that order.
    package var recency: SQL { "\(id) DESC" }

    /// Whether more rows match than this; counts no further, and looks at no row.
    package func isPlentiful(
        _ query: FullTextQuery, above most: Int64 = FullTextQuery.rankedMatches, in session: any DatabaseSession
    ) throws -> Bool {
        let counted = try session.first(
            """
            SELECT COUNT(*) AS matches
            FROM (SELECT 1 AS one FROM \(table) WHERE \(matches(query)) LIMIT \(most + 1)) AS found
            """)
        return try counted?.integer("matches") ?? 0 > most
    }
}
