/// A database: where capabilities keep rows. Statements are the common subset of its engines.
package protocol Database: Sendable {
    /// What each engine writes in its own way.
    var dialect: any Dialect { get }

    /// Runs `body` on one unchanging view of the data. A cancelled task stops waiting and, where it can, the query.
    func read<T: Sendable>(_ body: @escaping @Sendable (any DatabaseSession) throws -> T) async throws -> T

    /// A short look at rows by their key, at once where the engine can: without the way to another thread and back, which takes
    /// longer than the look. Each statement sees what is committed when it runs. Not for anything that may take long: other
    /// looks wait.
    func glance<T: Sendable>(_ body: @escaping @Sendable (any DatabaseSession) throws -> T) async throws -> T

    /// Runs `body` in one transaction, alone among writers: all of it is kept, or, when it throws, none.
    ///
    /// Once begun it is not cut short by the cancellation of the task, so that what must be recorded at the end can be.
    func write<T: Sendable>(_ body: @escaping @Sendable (any DatabaseSession) throws -> T) async throws -> T

    /// Lets go of the file or the server, after what is running has ended. Later use throws `StorageError.closed`.
    func close() async throws
}

extension Database {
    package func glance<T: Sendable>(
        _ body: @escaping @Sendable (any DatabaseSession) throws -> T
    ) async throws -> T { try await read(body) }
}

/// One conversation with the database, inside `read`, `glance` or `write`; it ends with the closure it was given to.
package protocol DatabaseSession {
    /// Runs one statement and tells how many rows it inserted, updated or deleted.
    @discardableResult
    func run(_ sql: SQL) throws -> Int

    /// All rows of a query, or of a `RETURNING`.
    func rows(_ sql: SQL) throws -> [Row]

    /// The first row; nil when there is none.
    func first(_ sql: SQL) throws -> Row?
}
