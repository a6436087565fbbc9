import Storage
import Synchronization

/// A database that counts the transactions it is asked for.
final class CountingDatabase: Database {
    private let base: any Database
    private let counts = Mutex((reads: 0, writes: 0))

    init(_ base: any Database) { self.base = base }

    var dialect: any Dialect { base.dialect }
    var reads: Int { counts.withLock { $0.reads } }
    var writes: Int { counts.withLock { $0.writes } }

    func read<T: Sendable>(_ body: @escaping @Sendable (any DatabaseSession) throws -> T) async throws -> T {
        counts.withLock { $0.reads += 1 }
        return try await base.read(body)
    }

    func write<T: Sendable>(_ body: @escaping @Sendable (any DatabaseSession) throws -> T) async throws -> T {
        counts.withLock { $0.writes += 1 }
        return try await base.write(body)
    }

    func close() async throws { try await base.close() }
}
