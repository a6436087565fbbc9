import CLinux
import Glibc
import SystemPackage

/// Runs a system call and puts the file and the action into its error.
func naming<Value>(_ action: String, _ path: FilePath, _ call: () throws -> Value) throws -> Value {
    do {
        return try call()
    } catch let errno as Errno {
        throw BlobError(action, path, errno)
    }
}

/// Turns the `-1` of a system call into the error it left behind; tries again when a signal came in between.
@discardableResult
func checked<Value: FixedWidthInteger>(_ call: () -> Value) throws(Errno) -> Value {
    while true {
        let result = call()
        if result != -1 { return result }
        let code = Errno(rawValue: errno)
        if code != .interrupted { throw code }
    }
}

extension FileDescriptor {
    /// Makes the content durable, and of the metadata what is needed to read it back.
    func syncData() throws(Errno) { try checked { fdatasync(rawValue) } }

    /// Makes content and metadata durable; on a folder: the names in it.
    func sync() throws(Errno) { try checked { fsync(rawValue) } }

    /// Makes everything written to this file system durable, by whomever.
    func syncFileSystem() throws(Errno) { try checked { syncfs(rawValue) } }

    /// Asks the kernel to begin writing a range to the disk, so that a later sync finds little left to do.
    func beginWriteback(at offset: Int64, count: Int64) {
        let startWriting: UInt32 = 2  // SYNC_FILE_RANGE_WRITE
        _ = sync_file_range(rawValue, off_t(offset), off_t(count), startWriting)  // A hint: nothing to do if refused.
    }

    func setPermissions(_ permissions: FilePermissions) throws(Errno) {
        try checked { fchmod(rawValue, permissions.rawValue) }
    }

    /// Says that the file will be read from front to back, which doubles the kernel's read-ahead.
    func adviseSequential() { _ = posix_fadvise(rawValue, 0, 0, POSIX_FADV_SEQUENTIAL) }

    /// Takes the exclusive lock of this open file; false when another open file holds it.
    func tryLock() throws(Errno) -> Bool {
        do {
            try checked { flock(rawValue, LOCK_EX | LOCK_NB) }
            return true
        } catch .wouldBlock {
            return false
        }
    }

    /// Makes this empty file share the extents of another.
    func clone(_ source: FileDescriptor) throws(Errno) {
        let cloneFile: UInt = 0x4004_9409  // FICLONE, _IOW(0x94, 9, int)
        try checked { ioctl(rawValue, cloneFile, source.rawValue) }
    }
}
