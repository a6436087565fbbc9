/// What SQLite writes in its own way.
package struct SQLiteDialect: Dialect {
    package init() {}

    package func placeholder(_ position: Int) -> String { "?" }
    package var countedKey: SQL { "INTEGER PRIMARY KEY AUTOINCREMENT" }
    package var keyedTable: SQL { "WITHOUT ROWID" }
    /// There is one writer at a time.
    package var skipLocked: SQL { "" }

    package func fullTextIndex(_ name: String, fields: [FullTextField]) -> any FullTextIndex {
        SQLiteFullTextIndex(name: name, fields: fields)
    }

    package func substringIndex(_ name: String) -> any SubstringIndex { SQLiteSubstringIndex(name: name) }

    package func matches(_ expression: RegularExpression, _ text: SQL) -> SQL {
        let call: SQL = "\(raw: SQLitePatternFunction.name)(\(expression.pattern), \(text))"
        return call.applyingPattern()
    }

    package func member(_ key: String, of column: SQL) -> SQL { "json_extract(\(column), '$.\(raw: key)')" }
}
