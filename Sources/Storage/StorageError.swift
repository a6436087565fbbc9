package import Domain

/// What can go wrong in keeping rows.
package enum StorageError: ProblemConvertible, Hashable {
    /// A rule of a table that a statement would have broken.
    package enum Constraint: String, Sendable, Hashable {
        case unique
        case foreignKey
        case notNull
        case check
        case other
    }

    case folderMissing(path: String)
    case cannotOpen(path: String, reason: String)
    case notADatabase(path: String)
    case damaged(path: String, reason: String)
    case readOnly(path: String)
    case diskFull(path: String)
    case busy(path: String)
    case closed(path: String)
    case newerSchema(owner: String, migration: String)
    case migrationOrder(owner: String, recorded: String, declared: String)
    case migrationFailed(owner: String, migration: String, reason: String)
    case constraint(Constraint, String)
    case statement(String, sql: String)
    case noColumn(String, columns: [String])
    case columnType(String, wanted: String, found: String)
    case unstorable(String)
    case invalidPattern(String, offset: Int, reason: String)
    case costlyPattern
}

extension StorageError {
    package var problem: Problem {
        switch self {
        case .folderMissing, .cannotOpen, .notADatabase, .damaged, .readOnly, .diskFull, .busy, .closed: fileProblem
        case .newerSchema, .migrationOrder, .migrationFailed: schemaProblem
        case .constraint(let kind, let message):
            Problem(kind == .unique ? .conflict : .internal, "the database refused the change: \(message)")
        case .statement(let message, let sql): Problem(.internal, "a statement failed: \(message), in `\(sql)`")
        case .noColumn(let name, let columns):
            Problem(.internal, "no column `\(name)` among \(columns.joined(separator: ", "))")
        case .columnType(let name, let wanted, let found):
            Problem(.internal, "column `\(name)` holds \(found) where \(wanted) was expected")
        case .unstorable(let what): Problem(.badRequest, "the database cannot keep \(what)")
        case .invalidPattern(let pattern, let offset, let reason):
            Problem(
                .badRequest, "`\(pattern)` is not a regular expression: \(reason), at character \(offset + 1)",
                hint: "put a backslash before a character that is meant literally")
        case .costlyPattern:
            Problem(
                .badRequest, "the regular expression takes too long",
                hint: "avoid a repetition inside a repetition, such as `(a+)+`, or search for words first")
        }
    }

    private var fileProblem: Problem {
        switch self {
        case .folderMissing(let path):
            Problem(
                .notFound, "the folder for the database `\(path)` does not exist",
                hint: "create it, or correct the path")
        case .cannotOpen(let path, let reason):
            Problem(
                .internal, "cannot open the database `\(path)`: \(reason)", hint: "check the path and its permissions")
        case .notADatabase(let path):
            Problem(
                .damaged, "`\(path)` is not a SQLite database, and was left as it is",
                hint: "restore it from a copy, or move it away to begin anew")
        case .damaged(let path, let reason):
            Problem(
                .damaged, "the database `\(path)` is damaged: \(reason)",
                hint: "copy it away, then restore it from a copy or rescue it with `sqlite3 FILE .recover`")
        case .readOnly(let path):
            Problem(
                .forbidden, "the database `\(path)` cannot be written",
                hint: "check the owner and mode of the file and its folder")
        case .diskFull(let path):
            Problem(.diskFull, "the disk of the database `\(path)` is full", hint: "free some space; nothing was lost")
        case .busy(let path):
            Problem(.busy, "the database `\(path)` is in use by another process", hint: "try again in a moment")
        case .closed(let path): Problem(.internal, "the database `\(path)` was closed")
        default: Problem(.internal, "\(self)")
        }
    }

    private var schemaProblem: Problem {
        switch self {
        case .newerSchema(let owner, let migration):
            Problem(
                .unsupported,
                "the database was changed by a newer Roost (`\(owner)/\(migration)`); nothing was touched",
                hint: "run that newer version, or restore a copy from before")
        case .migrationOrder(let owner, let recorded, let declared):
            Problem(
                .internal,
                "the migrations of `\(owner)` are out of order: `\(recorded)` was run where `\(declared)` is declared",
                hint: "new migrations go to the end")
        case .migrationFailed(let owner, let migration, let reason):
            Problem(.internal, "migration `\(owner)/\(migration)` failed and was undone: \(reason)")
        default: Problem(.internal, "\(self)")
        }
    }
}
