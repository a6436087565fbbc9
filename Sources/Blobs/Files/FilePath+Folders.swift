import CLinux
import Glibc
import SystemPackage

extension FilePath {
    /// What stands under this name itself, links not followed; nil when nothing does.
    func statusIfThere() throws -> Stat? {
        do {
            return try Stat(self, followTargetSymlink: false)
        } catch Errno.noSuchFileOrDirectory {
            return nil
        } catch {
            throw BlobError("inspect", self, error)
        }
    }

    /// Makes one folder; true when it was not there before.
    @discardableResult
    func makeFolder() throws -> Bool {
        do {
            _ = try withPlatformString { path throws(Errno) in try checked { mkdir(path, 0o755) } }
            return true
        } catch Errno.fileExists {
            return false
        } catch let errno as Errno {
            throw BlobError("create", self, errno)
        }
    }

    /// Makes the folder and those above it that are missing.
    func makeFolders() throws {
        let parent = removingLastComponent()
        if try statusIfThere() == nil, !parent.isEmpty, parent != self { try parent.makeFolders() }
        try makeFolder()
    }

    func rename(to other: FilePath) throws(Errno) {
        try checked { withPlatformString { old in other.withPlatformString { Glibc.rename(old, $0) } } }
    }

    /// Removes the name; false when it was not there.
    @discardableResult
    func unlink() throws -> Bool {
        do {
            _ = try withPlatformString { path throws(Errno) in try checked { Glibc.unlink(path) } }
            return true
        } catch Errno.noSuchFileOrDirectory {
            return false
        } catch let errno as Errno {
            throw BlobError("remove", self, errno)
        }
    }

    /// The path without symbolic links.
    func resolved() throws -> FilePath {
        guard let found = withPlatformString({ realpath($0, nil) }) else {
            throw BlobError("find", self, Errno(rawValue: errno))
        }
        defer { free(found) }
        return FilePath(platformString: found)
    }

    /// The names in a folder in the order of their bytes, without `.` and `..`.
    func names() throws -> [String] {
        guard let folder = withPlatformString({ opendir($0) }) else {
            throw BlobError("list", self, Errno(rawValue: errno))
        }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = String(cString: roost_entry_name(entry))
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Makes the names inside a folder durable.
    func syncFolder() throws {
        let folder = try OpenFile(self, .readOnly, options: .directory)
        try naming("sync", self) { try folder.descriptor.sync() }
    }
}
