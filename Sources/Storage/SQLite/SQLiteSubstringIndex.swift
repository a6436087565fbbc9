/// An FTS5 table of every three characters in a row.
struct SQLiteSubstringIndex: SubstringIndex {
    let name: String

    var table: SQL { SQL(raw: name) }
    var id: SQL { SQL(raw: "\(name).rowid") }
    var create: [SQL] { ["CREATE VIRTUAL TABLE \(raw: name) USING fts5(piece, tokenize = 'trigram')"] }

    func put(id: Int64, _ text: String) -> SQL {
        "INSERT OR REPLACE INTO \(raw: name) (rowid, piece) VALUES (\(id), \(SQLiteFullTextIndex.indexable(text)))"
    }

    func remove(id: Int64) -> SQL { "DELETE FROM \(raw: name) WHERE rowid = \(id)" }

    func contains(_ piece: String) -> SQL {
        let wanted = piece.filter { $0 != "\0" }
        guard wanted.unicodeScalars.count >= 3 else {
            let literal = wanted.map { "%_\\".contains($0) ? "\\\($0)" : "\($0)" }.joined()
            return "\(raw: name).piece LIKE \("%\(literal)%") ESCAPE '\\'"
        }
        let quoted =
            "\"" + wanted.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
        return "\(raw: name) MATCH \(quoted)"
    }
}
