import Foundation
import GRDB

/// One conversation with one SQLite connection.
struct SQLiteSession: DatabaseSession {
    /// SQLite's own limit is a billion bytes; nothing Roost keeps in a row comes near this.
    private static let mostBytes = 256 * 1024 * 1024

    let connection: GRDB.Database
    let path: String

    @discardableResult
    func run(_ sql: SQL) throws -> Int {
        try translatingErrors {
            let before = connection.totalChangesCount
            try prepared(sql).execute()
            return connection.totalChangesCount == before ? 0 : connection.changesCount
        }
    }

    func rows(_ sql: SQL) throws -> [Row] {
        try translatingErrors {
            let statement = try prepared(sql)
            let cursor = try GRDB.Row.fetchCursor(statement)
            var rows: [Row] = []
            while try cursor.next() != nil { rows.append(row(of: statement)) }
            return rows
        }
    }

    func first(_ sql: SQL) throws -> Row? {
        try translatingErrors {
            let statement = try prepared(sql)
            let cursor = try GRDB.Row.fetchCursor(statement)
            return try cursor.next() == nil ? nil : row(of: statement)
        }
    }

    private func prepared(_ sql: SQL) throws -> Statement {
        if sql.appliesPattern {
            _ = try GRDB.Row.fetchOne(connection, sql: SQLitePatternFunction.beginning.text { _ in "?" })
        }
        let text = sql.text { _ in "?" }
        let statement =
            try sql.isReusable ? connection.cachedStatement(sql: text) : connection.makeStatement(sql: text)
        // Of GRDB's initialisers the one for mixed types is the fast one: the other maps through a key path.
        try statement.setArguments(StatementArguments(sql.values.map(bound)))
        return statement
    }

    private func bound(_ value: SQLValue) throws -> (any DatabaseValueConvertible)? {
        switch value {
        case .null: return nil
        case .integer(let integer): return integer
        case .real(let real):
            guard !real.isNaN else { throw StorageError.unstorable("a number that is not a number") }
            return real
        case .text(let text):
            // SQLite would cut the text there, PostgreSQL would refuse it.
            guard !text.utf8.contains(0) else { throw StorageError.unstorable("text with a NUL character") }
            guard text.utf8.count <= Self.mostBytes else { throw StorageError.unstorable("text over 256 MiB") }
            return text
        case .blob(let bytes):
            guard bytes.count <= Self.mostBytes else { throw StorageError.unstorable("bytes over 256 MiB") }
            return Data(bytes)
        }
    }

    private func row(of statement: Statement) -> Row {
        let columns = statement.columnNames
        return Row(
            columns: columns,
            values: columns.indices.map { index in
                SQLValue(DatabaseValue(sqliteStatement: statement.sqliteStatement, index: CInt(index)))
            })
    }

    private func translatingErrors<T>(_ body: () throws -> T) throws -> T {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw StorageError(error, path: path)
        }
    }
}

extension SQLValue {
    fileprivate init(_ value: DatabaseValue) {
        self =
            switch value.storage {
            case .null: .null
            case .int64(let integer): .integer(integer)
            case .double(let real): .real(real)
            case .string(let text): .text(text)
            case .blob(let data): .blob(Array(data))
            }
    }
}
