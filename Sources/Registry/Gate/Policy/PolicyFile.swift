import Glibc
import Scoring
import SystemPackage

/// `policy.yaml` on the disk.
struct PolicyFile: Sendable {
    /// More is no policy; one byte over it is read to see that.
    static let maximumBytes = 65_536

    /// What changes when the file does. The time of change of the inode counts too: a copy may keep the other one.
    struct Stamp: Hashable, Sendable {
        let inode: UInt64
        let size: Int64
        let modified: [Int]
        let changed: [Int]
    }

    let path: FilePath

    /// Nil when there is no file.
    func stamp() throws(GateError) -> Stamp? {
        var status = stat()
        guard stat(path.string, &status) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw .policyUnreadable(file: path.string, reason: "\(Errno(rawValue: errno))")
        }
        return Stamp(status)
    }

    /// The text, and the stamp of exactly that text; nil when there is no file.
    func read() throws(GateError) -> (text: String, stamp: Stamp)? {
        guard let before = try stamp(), let bytes = try bytes() else { return nil }
        guard bytes.count <= Self.maximumBytes else {
            throw .policyUnreadable(file: path.string, reason: "it has more than \(Self.maximumBytes) bytes")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .policyUnreadable(file: path.string, reason: "it is not UTF-8")
        }
        return (text, before)
    }

    /// What the file holds, one byte over the limit at most; nil when there is no file.
    func bytes() throws(GateError) -> [UInt8]? {
        do {
            let descriptor = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .nonBlocking])
            return try descriptor.closeAfter {
                var buffer = [UInt8](repeating: 0, count: Self.maximumBytes + 1)
                var count = 0
                while count < buffer.count {
                    let read = try buffer.withUnsafeMutableBytes { room in
                        try descriptor.read(into: UnsafeMutableRawBufferPointer(rebasing: room[count...]))
                    }
                    if read == 0 { break }
                    count += read
                }
                return Array(buffer[..<count])
            }
        } catch Errno.noSuchFileOrDirectory, Errno.notDirectory {
            return nil
        } catch {
            throw .policyUnreadable(file: path.string, reason: "\(error)")
        }
    }
}

extension PolicyFile.Stamp {
    fileprivate init(_ status: stat) {
        inode = UInt64(status.st_ino)
        size = Int64(status.st_size)
        modified = [status.st_mtim.tv_sec, status.st_mtim.tv_nsec]
        changed = [status.st_ctim.tv_sec, status.st_ctim.tv_nsec]
    }
}
