import Crypto
import Glibc
package import SystemPackage

/// A small file that people edit by hand while programs read it.
package struct TextFile: Sendable {
    /// What changes when the file does. The time of change of the inode counts too: a copy may keep the other one.
    package struct Stamp: Hashable, Sendable {
        let inode: UInt64
        let size: Int64
        let modified: [Int]
        let changed: [Int]

        /// Milliseconds since the file was changed, by this machine's clock; 0 when that is in the future.
        package var age: Int {
            var now = timespec()
            clock_gettime(CLOCK_REALTIME, &now)
            return max(0, (now.tv_sec - changed[0]) * 1000 + (now.tv_nsec - changed[1]) / 1_000_000)
        }

        init(_ status: stat) {
            inode = UInt64(status.st_ino)
            size = Int64(status.st_size)
            modified = [status.st_mtim.tv_sec, status.st_mtim.tv_nsec]
            changed = [status.st_ctim.tv_sec, status.st_ctim.tv_nsec]
        }
    }

    /// Why it cannot be used: in a few words, behind "it".
    package struct Unreadable: Error, Hashable { package let reason: String }

    package let path: FilePath
    /// More is not read.
    package let maximumBytes: Int

    package init(_ path: FilePath, maximumBytes: Int) {
        self.path = path
        self.maximumBytes = maximumBytes
    }

    /// Nil when there is no file.
    package func stamp() throws(Unreadable) -> Stamp? {
        var status = stat()
        guard stat(path.string, &status) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw Unreadable(reason: "\(Errno(rawValue: errno))")
        }
        return Stamp(status)
    }

    /// The text, and the stamp it had before it was read; nil when there is no file.
    package func read() throws(Unreadable) -> (text: String, stamp: Stamp)? {
        guard let before = try stamp(), let bytes = try bytes() else { return nil }
        guard bytes.count <= maximumBytes else { throw Unreadable(reason: "it has more than \(maximumBytes) bytes") }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw Unreadable(reason: "it is not UTF-8") }
        return (text, before)
    }

    /// What the file holds, one byte over the limit at most; nil when there is no file.
    package func bytes() throws(Unreadable) -> [UInt8]? {
        do {
            let descriptor = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .nonBlocking])
            return try descriptor.closeAfter {
                try [UInt8](unsafeUninitializedCapacity: maximumBytes + 1) { buffer, count in
                    while count < buffer.count {
                        let rest = UnsafeMutableRawBufferPointer(
                            rebasing: UnsafeMutableRawBufferPointer(buffer)[count...])
                        let read = try descriptor.read(into: rest)
                        if read == 0 { break }
                        count += read
                    }
                }
            }
        } catch Errno.noSuchFileOrDirectory, Errno.notDirectory {
            return nil
        } catch {
            throw Unreadable(reason: "\(error)")
        }
    }

    /// Names exactly these bytes, so that nobody overwrites what they have not seen; `none` without a file.
    package static func tag(of bytes: [UInt8]?) -> String {
        guard let bytes else { return "none" }
        return SHA256.hash(data: bytes).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
