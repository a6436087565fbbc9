import GRDB
import Synchronization

/// One connection for looks that are over sooner than a thread is woken for them: they run on the thread that asks.
///
/// It is opened with the first look.
final class SQLiteGlances: Sendable {
    private enum State { case unopened, open(DatabaseQueue), closed }

    private let path: String
    private let state = Mutex(State.unopened)

    init(path: String) { self.path = path }

    func look<T>(_ body: (any DatabaseSession) throws -> T) throws -> T {
        try queue().unsafeRead { try body(SQLiteSession(connection: $0, path: path)) }
    }

    func close() throws {
        let last = state.withLock { state in
            defer { state = .closed }
            return state
        }
        if case .open(let queue) = last { try queue.close() }
    }

    private func queue() throws -> DatabaseQueue {
        try state.withLock { state in
            switch state {
            case .open(let queue): return queue
            case .closed: throw StorageError.closed(path: path)
            case .unopened:
                let queue = try DatabaseQueue(path: path, configuration: Self.settings)
                state = .open(queue)
                return queue
            }
        }
    }

    private static var settings: Configuration {
        var settings = Configuration()
        settings.readonly = true
        settings.busyMode = .timeout(10)
        settings.prepareDatabase { connection in
            try connection.execute(sql: "PRAGMA cache_size = -500; PRAGMA mmap_size = 0;")
        }
        return settings
    }
}
