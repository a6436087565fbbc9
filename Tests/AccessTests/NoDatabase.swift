import Storage

/// Stands where a database is needed and never asked.
struct NoDatabase: Database {
    var dialect: any Dialect { SQLiteDialect() }

    func read<T: Sendable>(_ body: @escaping @Sendable (any DatabaseSession) throws -> T) async throws -> T {
        throw StorageError.closed(path: "none")
    }

    func write<T: Sendable>(_ body: @escaping @Sendable (any DatabaseSession) throws -> T) async throws -> T {
        throw StorageError.closed(path: "none")
    }

    func close() async throws {}
}
