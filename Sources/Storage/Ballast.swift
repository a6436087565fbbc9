import Domain
import Glibc

/// A file that only takes up room, given up when the disk is full, so that the database can still record what happens:
/// that a job is paused, or that a model was removed to make room.
package struct Ballast: Sendable {
    private let path: String
    private static let bytes: off_t = 8 << 20

    package init(path: String) { self.path = path }

    /// Takes up the room, if it does not yet and the disk allows; that it cannot is no error.
    package func fill() {
        var status = stat()
        guard stat(path, &status) != 0 || status.st_size < Self.bytes else { return }
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        if posix_fallocate(descriptor, 0, Self.bytes) != 0 { unlink(path) }
    }

    /// Gives the room back; false when there was none to give.
    func giveUp() -> Bool { unlink(path) == 0 }
}
