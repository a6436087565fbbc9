import GRDB
import Glibc

/// The file of a database before it is open: looked at first, so that a stranger's file is left as it is.
struct SQLiteFile {
    /// One page of the smallest size, in bytes.
    private static let smallestDatabase = 512
    private static let patience = Duration.seconds(10)

    let path: String

    func opened(readers: Int) throws -> SQLiteDatabase {
        try checkFolder()
        try checkFile()
        let deadline = ContinuousClock.now + Self.patience
        while true {
            do {
                return SQLiteDatabase(path: path, pool: try DatabasePool(path: path, configuration: settings(readers)))
            } catch let error as DatabaseError {
                // Two processes that both turn on write-ahead mode make SQLite refuse one of them without waiting.
                guard error.resultCode == .SQLITE_BUSY, ContinuousClock.now < deadline else {
                    throw StorageError(error, path: path)
                }
                usleep(20_000)
            }
        }
    }

    private func settings(_ readers: Int) -> Configuration {
        var settings = Configuration()
        settings.foreignKeysEnabled = true
        settings.busyMode = .timeout(10)
        settings.maximumReaderCount = readers
        settings.journalMode = .wal
        let writeback = WALWriteback(database: path)
        settings.prepareDatabase { connection in
            try connection.execute(
                sql: """
                    PRAGMA cache_size = -2000;
                    PRAGMA mmap_size = 0;
                    PRAGMA journal_size_limit = 67108864;
                    """)
            writeback.install(in: connection)
            SQLitePatternFunction.install(in: connection)
            try SQLiteRankFunction.install(in: connection)
        }
        return settings
    }

    private func checkFolder() throws {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        var status = stat()
        guard stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw StorageError.folderMissing(path: path)
        }
    }

    /// Looks without opening: closing any descriptor of a database file drops the locks that SQLite holds on it in this
    /// process. Whether the bytes are a database SQLite tells itself, and it writes nothing when they are not.
    private func checkFile() throws {
        var status = stat()
        guard stat(path, &status) == 0 else {
            guard errno == ENOENT else { throw StorageError.cannotOpen(path: path, reason: reason()) }
            return try makeFile()
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw StorageError.cannotOpen(path: path, reason: "not a file")
        }
        // SQLite takes a file of one byte for an empty one and writes over it.
        guard status.st_size == 0 || status.st_size >= Self.smallestDatabase else {
            throw StorageError.notADatabase(path: path)
        }
        guard access(path, R_OK | W_OK) == 0 else { throw StorageError.readOnly(path: path) }
    }

    /// Its journals take their mode from the file, so that none of them is open to others.
    private func makeFile() throws {
        guard mknod(path, S_IFREG | 0o600, 0) != 0, errno != EEXIST else { return }
        switch errno {
        case ENOSPC, EDQUOT: throw StorageError.diskFull(path: path)
        case EACCES, EROFS: throw StorageError.readOnly(path: path)
        default: throw StorageError.cannotOpen(path: path, reason: reason())
        }
    }

    private func reason() -> String { String(cString: strerror(errno)) }
}
