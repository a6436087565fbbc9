import Dispatch
import GRDB

/// A SQLite file in write-ahead mode: many readers, one writer, any number of processes on one machine.
package struct SQLiteDatabase: Database {
    package let path: String
    package var dialect: any Dialect { SQLiteDialect() }
    private let pool: DatabasePool
    private let glances: SQLiteGlances

    /// Opens the file, and makes it (readable by its owner alone) when the folder is there and the file is not.
    ///
    /// Several processes may do so at once. Throws `StorageError` naming the file, which is never changed by a refusal.
    package static func open(_ path: String, readers: Int = 4) async throws -> SQLiteDatabase {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(with: Result { try SQLiteFile(path: path).opened(readers: readers) })
            }
        }
    }

    init(path: String, pool: DatabasePool) {
        self.path = path
        self.pool = pool
        glances = SQLiteGlances(path: path)
    }

    package func read<T: Sendable>(
        _ body: @escaping @Sendable (any DatabaseSession) throws -> T
    ) async throws -> T {
        do {
            return try await pool.read { connection in try body(SQLiteSession(connection: connection, path: path)) }
        } catch let error as DatabaseError {
            throw StorageError(error, path: path)
        }
    }

    package func glance<T: Sendable>(
        _ body: @escaping @Sendable (any DatabaseSession) throws -> T
    ) async throws -> T {
        do {
            return try glances.look(body)
        } catch let error as DatabaseError {
            throw StorageError(error, path: path)
        }
    }

    package func write<T: Sendable>(
        _ body: @escaping @Sendable (any DatabaseSession) throws -> T
    ) async throws -> T {
        do {
            return try await withCheckedThrowingContinuation { continuation in
                pool.asyncWrite { connection in
                    try body(SQLiteSession(connection: connection, path: path))
                } completion: { _, result in
                    continuation.resume(with: result)
                }
            }
        } catch let error as DatabaseError {
            throw StorageError(error, path: path)
        }
    }

    package func close() async throws {
        do {
            try await withCheckedThrowingContinuation { continuation in
                DispatchQueue.global().async {
                    continuation.resume(
                        with: Result {
                            try glances.close()
                            try pool.close()
                        })
                }
            }
        } catch let error as DatabaseError {
            throw StorageError(error, path: path)
        }
    }
}
