/// What each engine writes in its own way; everything else is the common subset.
///
/// Types both engines read alike: `BIGINT`, `TEXT`, `DOUBLE PRECISION`, `BYTEA`; truths are `BIGINT` 0 or 1.
package protocol Dialect: Sendable {
    /// How the value at a position (from 1) is written in a statement: `?` or `$1`.
    func placeholder(_ position: Int) -> String

    /// The type of a primary key that the engine counts up itself, and that is an `Int64`.
    var countedKey: SQL { get }

    /// What follows the closing parenthesis of `CREATE TABLE` for a table that lives in its primary key.
    var keyedTable: SQL { get }

    /// What follows a sub-select of rows to be changed, so that two writers pass each other by.
    var skipLocked: SQL { get }

    /// Words in texts. The name is that of its table.
    func fullTextIndex(_ name: String, fields: [FullTextField]) -> any FullTextIndex

    /// Pieces inside short texts such as names. The name is that of its table.
    func substringIndex(_ name: String) -> any SubstringIndex

    /// True for the rows whose `text` has a match of the expression.
    func matches(_ expression: RegularExpression, _ text: SQL) -> SQL

    /// The text that an object of JSON in a column has under a key; null when it has none. The key is spelt by the caller alone.
    func member(_ key: String, of column: SQL) -> SQL
}
