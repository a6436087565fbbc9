/// An FTS5 table: Unicode words without accents, with the beginnings of up to three letters indexed.
struct SQLiteFullTextIndex: FullTextIndex {
    let name: String
    let fields: [FullTextField]

    var table: SQL { SQL(raw: name) }
    var id: SQL { SQL(raw: "\(name).rowid") }

    var create: [SQL] {
        let columns = fields.map(\.name).joined(separator: ", ")
        let weights = fields.map { "\($0.weight)" }.joined(separator: ", ")
        return [
            """
            CREATE VIRTUAL TABLE \(raw: name)
            USING fts5(\(raw: columns), tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3')
            """,
            "INSERT INTO \(raw: name) (\(raw: name), rank) VALUES ('rank', 'bm25(\(raw: weights))')",
        ]
    }

    func put(id: Int64, _ texts: [String]) -> SQL {
        let columns = fields.map(\.name).joined(separator: ", ")
        let values = texts.map { "\(Self.indexable($0))" as SQL }.joined(separator: ", ")
        return "INSERT OR REPLACE INTO \(raw: name) (rowid, \(raw: columns)) VALUES (\(id), \(values))"
    }

    func remove(id: Int64) -> SQL { "DELETE FROM \(raw: name) WHERE rowid = \(id)" }

    /// Each word becomes a quoted string, in which FTS5 knows no syntax; strings in a row mean AND.
    func matches(_ query: FullTextQuery) -> SQL {
        let quoted = query.words.map { "\"\($0)\"" }.joined(separator: " ")
        return "\(raw: name) MATCH \(query.endsOpen ? quoted + " *" : quoted)"
    }

    func scored(_ query: FullTextQuery, atMost most: Int64) -> SQL {
        let weights = fields.map { "\($0.weight)" }.joined(separator: ", ")
        return """
            SELECT rowid AS id, \(raw: SQLiteRankFunction.name)(\(raw: name), \(raw: weights)) AS score
            FROM \(raw: name) WHERE \(matches(query)) LIMIT \(most)
            """
    }

    /// NUL separates words as any control character does, and could not be bound.
    static func indexable(_ text: String) -> String {
        text.utf8.contains(0) ? String(text.map { $0 == "\0" ? " " : $0 }) : text
    }
}
