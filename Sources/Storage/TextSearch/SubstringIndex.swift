/// Pieces inside short texts, such as `7b-inst` in the name of a model, whatever the case.
package protocol SubstringIndex: Sendable {
    var table: SQL { get }
    /// The column that holds the id of the row.
    var id: SQL { get }
    /// The statements of the migration that makes the index.
    var create: [SQL] { get }

    /// Keeps the text of a row in place of what was kept.
    func put(id: Int64, _ text: String) -> SQL

    /// Forgets a row.
    func remove(id: Int64) -> SQL

    /// True for rows whose text contains the piece. Pieces of one or two characters are looked for row by row.
    func contains(_ piece: String) -> SQL
}
