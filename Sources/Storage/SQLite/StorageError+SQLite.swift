import GRDB

extension StorageError {
    /// What a code of SQLite means for the person who meets it.
    init(_ error: DatabaseError, path: String) {
        let message = error.message ?? "\(error.resultCode)"
        self =
            switch error.resultCode {
            case .SQLITE_ABORT where message == SQLitePatternFunction.tooCostly: .costlyPattern
            case .SQLITE_BUSY, .SQLITE_LOCKED: .busy(path: path)
            case .SQLITE_FULL: .diskFull(path: path)
            case .SQLITE_READONLY, .SQLITE_PERM: .readOnly(path: path)
            case .SQLITE_NOTADB: .notADatabase(path: path)
            case .SQLITE_CORRUPT, .SQLITE_IOERR: .damaged(path: path, reason: message)
            case .SQLITE_CANTOPEN: .cannotOpen(path: path, reason: message)
            case .SQLITE_MISUSE where message == "Connection is closed": .closed(path: path)
            case .SQLITE_CONSTRAINT: .constraint(Constraint(error.extendedResultCode), message)
            default: .statement(message, sql: error.sql ?? "")
            }
    }
}

extension StorageError.Constraint {
    fileprivate init(_ code: ResultCode) {
        self =
            switch code {
            case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_ROWID: .unique
            case .SQLITE_CONSTRAINT_FOREIGNKEY: .foreignKey
            case .SQLITE_CONSTRAINT_NOTNULL: .notNull
            case .SQLITE_CONSTRAINT_CHECK: .check
            default: .other
            }
    }
}
