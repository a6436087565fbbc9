import GRDB

/// The SQL functions behind regular expressions, made anew for each connection.
enum SQLitePatternFunction {
    static let name = "roost_matches"
    /// Called by the session before a query that applies an expression; SQLite has no sign of its own for that.
    static let beginning: SQL = "SELECT roost_matches_begin()"
    static let tooCostly = "roost_matches: too costly"

    static func install(in connection: GRDB.Database) {
        let matcher = PatternMatcher()
        connection.add(
            function: DatabaseFunction("roost_matches_begin", argumentCount: 0) { _ in
                matcher.begin()
                return nil
            })
        connection.add(
            function: DatabaseFunction(name, argumentCount: 2, pure: true) { arguments in
                guard case .string(let pattern) = arguments[0].storage, case .string(let text) = arguments[1].storage
                else { return nil }
                do {
                    return try matcher.matches(pattern, text) ? 1 : 0
                } catch PatternMatcher.Failure.tooCostly {
                    throw DatabaseError(resultCode: .SQLITE_ABORT, message: tooCostly)
                }
            })
    }
}
