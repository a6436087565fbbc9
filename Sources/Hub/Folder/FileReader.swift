import Domain
import NIOCore

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An open file that is proven to be the one that was found. Blocking; closed when it is let go.
final class FileReader: Sendable {
    private let descriptor: Int32
    private let path: String

    /// Throws `HubError.folder` when it cannot be opened or has changed since it was found.
    init(_ file: FolderFile) throws {
        path = file.absolutePath
        descriptor = Self.openFile(path)
        guard descriptor >= 0 else { throw HubError.folder(path: path, why: "cannot be opened") }
        // From here on `deinit` closes it.
        guard FileStatus(descriptor: descriptor)?.stamp == file.stamp else {
            throw HubError.folder(path: path, why: "changed while it was read")
        }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Up to `count` bytes from `offset`; empty at the end.
    func read(_ count: Int, at offset: Int64) throws -> ByteBuffer {
        var buffer = ByteBuffer()
        let got = buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { space in
            var result: Int
            repeat {
                result = pread(descriptor, space.baseAddress, count, off_t(offset))
            } while result < 0 && errno == EINTR
            return max(result, -1) < 0 ? 0 : result
        }
        if got == 0, let status = FileStatus(descriptor: descriptor), offset < status.stamp.size {
            throw HubError.folder(path: path, why: "cannot be read")
        }
        return buffer
    }

    private static func openFile(_ path: String) -> Int32 { open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) }
}
