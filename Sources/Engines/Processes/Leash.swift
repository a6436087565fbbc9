import CLinux
import Glibc
import Synchronization
import SystemPackage

/// Ends a process when this one ends, however it does: also by SIGKILL.
///
/// It is the process's standard input, a pipe whose other end only this process holds. The kernel tells whoever was named as
/// the owner of the reading end when the other one is closed, by SIGIO, which nobody who does not know of it survives.
final class Leash: Sendable {
    /// What the process reads from.
    let end: FileDescriptor
    private let held: Mutex<FileDescriptor?>

    init() throws {
        var ends: [Int32] = [0, 0]
        guard pipe2(&ends, O_CLOEXEC) == 0 else { throw Errno(rawValue: errno) }
        end = FileDescriptor(rawValue: ends[0])
        held = Mutex(FileDescriptor(rawValue: ends[1]))
    }

    /// Both belong to the open pipe, not to a descriptor: that the process has another one of it makes no difference.
    func tie(to process: Int32) {
        _ = fcntl(end.rawValue, F_SETOWN, process)
        _ = fcntl(end.rawValue, F_SETFL, fcntl(end.rawValue, F_GETFL) | O_ASYNC)
    }

    /// Lets go of the process, which ends.
    func drop() {
        held.withLock { end in
            try? end?.close()  // nothing was written
            end = nil
        }
    }

    deinit {
        drop()
        try? end.close()  // nothing was written
    }
}
