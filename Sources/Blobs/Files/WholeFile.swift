import Glibc
package import SystemPackage

/// Small files that people and programs read while they are written: each is the old one or the new one, never a part.
package enum WholeFile {
    /// Puts bytes in the place of a file: written beside it, made durable, renamed.
    ///
    /// - Parameter permissions: of the new file, whatever the `umask` and the file before say.
    package static func replace(_ path: FilePath, with bytes: [UInt8], permissions: FilePermissions) throws {
        let staged = FilePath("\(path).\(UInt64.random(in: 0...UInt64.max)).new")
        do {
            // Nobody else may read a secret while it is being written either.
            let file = try OpenFile(
                staged, .writeOnly, options: [.create, .exclusiveCreate], permissions: [.ownerReadWrite])
            try bytes.withUnsafeBytes { try file.append($0) }
            try naming("protect", staged) { try file.descriptor.setPermissions(permissions) }
            try naming("sync", staged) { try file.descriptor.sync() }
            try naming("place", path) { try staged.rename(to: path) }
        } catch {
            _ = try? staged.unlink()  // The first error says more.
            throw error
        }
        try folder(of: path).syncFolder()
    }

    /// Does something while no other process that uses this function changes files of the same folder.
    package static func holding<Value>(folderOf path: FilePath, _ body: () throws -> Value) throws -> Value {
        let folder = try OpenFile(folder(of: path), .readOnly, options: .directory)
        _ = try naming("lock", folder.path) {
            try checked { flock(folder.descriptor.rawValue, LOCK_EX) }
        }
        defer { withExtendedLifetime(folder) {} }
        return try body()
    }

    /// Where a file really is: a symbolic link is followed, so that writing replaces what it leads to and not the link.
    package static func destination(of path: FilePath) throws -> FilePath {
        if try path.statusIfThere() != nil { return try path.resolved() }
        return try folder(of: path).resolved().appending(path.lastComponent.map { [$0] } ?? [])
    }

    /// Why a file could not be replaced by this process; nil when nothing speaks against it.
    package static func obstacle(to path: FilePath) -> String? {
        var status = stat()
        if stat(path.string, &status) == 0, status.st_mode & 0o222 == 0 {
            // The superuser could all the same, but somebody meant it.
            return "the mode of the file lets nobody write to it"
        }
        let folder = folder(of: path)
        guard access(folder.string, W_OK) == 0 else {
            return "its folder cannot be written to (\(Errno(rawValue: errno)))"
        }
        guard access(path.string, W_OK) == 0 || errno == ENOENT else {
            return "it cannot be written to (\(Errno(rawValue: errno)))"
        }
        return nil
    }

    private static func folder(of path: FilePath) -> FilePath {
        let folder = path.removingLastComponent()
        return folder.isEmpty ? "." : folder
    }
}
