import CLinux
import GRDB
import GRDBSQLite
import Glibc
import Synchronization

/// Sends the write-ahead log on its way to the disk while it grows, so that a checkpoint, which every writer waits for,
/// finds little left to do.
///
/// It takes the place of `wal_autocheckpoint`: SQLite has one hook for both.
final class WALWriteback: Sendable {
    /// The log is worked into the file when it has so many pages: 32 MB.
    private static let checkpointFrames: CInt = 8000
    /// Pages that are sent together: 1 MB.
    private static let pieceFrames: CInt = 256
    /// A page and its header in the log; pages of another size only make the pieces other ones.
    private static let frameBytes: Int64 = 4096 + 24

    /// `SYNC_FILE_RANGE_WRITE`.
    private static let startWriting: UInt32 = 2

    private struct State {
        var descriptor: CInt = -1
        var sentFrames: CInt = 0
    }

    private let path: String
    private let state = Mutex(State())

    init(database: String) { path = database + "-wal" }

    deinit {
        let descriptor = state.withLock { $0.descriptor }
        if descriptor >= 0 { close(descriptor) }
    }

    /// The hook holds no reference: the settings of the connection do.
    func install(in connection: GRDB.Database) {
        _ = sqlite3_wal_hook(
            connection.sqliteConnection,
            { context, database, name, frames in
                guard let context else { return SQLITE_OK }
                Unmanaged<WALWriteback>.fromOpaque(context).takeUnretainedValue().grew(to: frames)
                if frames >= WALWriteback.checkpointFrames {
                    // What cannot be worked in now, because somebody reads it, will be the next time.
                    sqlite3_wal_checkpoint_v2(database, name, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
                }
                return SQLITE_OK
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    private func grew(to frames: CInt) {
        state.withLock { state in
            // The log begins anew when all of it is in the file.
            if frames < state.sentFrames { state.sentFrames = 0 }
            guard frames - state.sentFrames >= Self.pieceFrames else { return }
            // Not the file of the database: closing a descriptor of that one would drop SQLite's locks.
            if state.descriptor < 0 { state.descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) }
            guard state.descriptor >= 0 else { return }
            let start = Int64(state.sentFrames) * Self.frameBytes
            let count = Int64(frames - state.sentFrames) * Self.frameBytes
            // Only a hint: whatever it says, the checkpoint makes sure.
            _ = sync_file_range(state.descriptor, off_t(start), off_t(count), Self.startWriting)
            state.sentFrames = frames
        }
    }
}
