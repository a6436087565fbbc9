package import SystemPackage

/// An exclusive lock under a name in a folder, held from its making until `release` or the death of the process.
///
/// The kernel holds it (`flock`), so nothing has to be cleaned after a crash: a lock file nobody holds locks nothing.
package final class LockFile: Sendable {
    private let file: OpenFile

    private init(file: OpenFile) { self.file = file }

    deinit {
        // Unlinked while still locked, so that whoever opened this very file sees that it is no longer the lock.
        _ = try? file.path.unlink()  // If it stays behind, it only stays behind: nobody holds it.
    }

    /// Takes the lock if nobody has it, in this process or another; nil when somebody has.
    package static func attempt(at path: FilePath) throws -> LockFile? {
        while true {
            let file = try OpenFile(path, .readWrite, options: [.create, .noFollow], permissions: [.ownerReadWrite])
            guard try naming("lock", path, { try file.descriptor.tryLock() }) else { return nil }
            // The file may have been unlinked by its last holder between open and lock; then it locks nothing.
            if let there = try path.statusIfThere(), try file.status().inode == there.inode {
                return LockFile(file: file)
            }
        }
    }

    /// Waits for the lock; cancellation ends the waiting.
    package static func acquire(
        at path: FilePath, clock: some Clock<Duration> = ContinuousClock()
    ) async throws -> LockFile {
        var pause = Duration.milliseconds(10)
        while true {
            try Task.checkCancellation()
            if let lock = try attempt(at: path) { return lock }
            try await clock.sleep(for: pause)
            pause = min(pause * 2, .milliseconds(250))
        }
    }
}
