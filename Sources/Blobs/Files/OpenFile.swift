import Glibc
package import SystemPackage

/// A descriptor that closes itself, with the name it was opened under so that errors can say it.
package final class OpenFile: Sendable {
    package let path: FilePath
    package let descriptor: FileDescriptor

    /// Opens a file; never hands the descriptor to a child process.
    package init(
        _ path: FilePath, _ mode: FileDescriptor.AccessMode, options: FileDescriptor.OpenOptions = [],
        permissions: FilePermissions? = nil
    ) throws {
        self.path = path
        descriptor = try naming("open", path) {
            try FileDescriptor.open(path, mode, options: options.union(.closeOnExec), permissions: permissions)
        }
    }

    deinit {
        try? descriptor.close()  // What had to last was synced before; a failing close tells nobody anything.
    }

    /// What the file system knows of it now.
    package func status() throws -> Stat { try naming("inspect", path) { try Stat(descriptor) } }

    /// Reads until the buffer is full or the file ends; returns how many bytes arrived.
    package func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        var done = 0
        while done < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
            let count = try naming("read", path) {
                try descriptor.read(fromAbsoluteOffset: offset + Int64(done), into: rest)
            }
            if count == 0 { break }
            done += count
        }
        return done
    }

    /// The bytes of a range, fewer only when the file ends inside it.
    package func bytes(at offset: Int64, count: Int) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: max(0, count)) { buffer, filled in
            filled = try read(at: offset, into: UnsafeMutableRawBufferPointer(buffer))
        }
    }

    /// Writes everything at the present position, which works on pipes too.
    package func append(_ bytes: UnsafeRawBufferPointer) throws {
        _ = try naming("write", path) { try descriptor.writeAll(bytes) }
    }
}
