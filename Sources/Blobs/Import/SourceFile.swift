import Domain
import Glibc
import SystemPackage

/// A file of somebody else's, opened once and judged by what was opened, never by its name again.
struct SourceFile: Sendable {
    let file: OpenFile
    let status: Stat

    /// Opens a regular file. A symbolic link is followed only if what it means lies inside `folder`.
    init(_ path: FilePath, within folder: FilePath?) throws {
        let target = try Self.target(of: path, within: folder)
        // A pipe would make open wait for a writer, and a device might act on being opened: looked at before and after.
        guard try target.statusIfThere()?.type == .regular else { throw BlobError.notRegular(path) }
        do {
            file = try OpenFile(target, .readOnly, options: [.noFollow, .nonBlocking])
        } catch BlobError.system(_, _, .tooManySymbolicLinkLevels) {
            throw BlobError.leadsOutside(path)
        }
        status = try file.status()
        guard status.type == .regular else { throw BlobError.notRegular(path) }
    }

    private static func target(of path: FilePath, within folder: FilePath?) throws -> FilePath {
        if let folder {
            let target = try path.resolved()
            guard target.starts(with: try folder.resolved()) else { throw BlobError.leadsOutside(path) }
            return target
        }
        switch try path.statusIfThere()?.type {
        case nil: throw BlobError.system(path, action: "open", .noSuchFileOrDirectory)
        case .symbolicLink?: throw BlobError.leadsOutside(path)
        case _?: return path
        }
    }

    /// Why a hard link to it would be careless even if asked for; nil when it would not.
    var reasonAgainstLinking: String? {
        if status.rawValue.st_uid != geteuid() { return "it belongs to another user" }
        if !status.permissions.isDisjoint(with: [.groupWrite, .otherWrite]) { return "others may write to it" }
        return nil
    }

    /// Whether nobody is likely to edit it, so that it may be linked without being asked for.
    var isLeftAlone: Bool {
        if status.permissions.isDisjoint(with: [.ownerWrite, .groupWrite, .otherWrite]) { return true }
        let parts = file.path.components.suffix(3).map(\.string)
        guard parts.count == 3, parts[1] == "blobs" else { return false }
        let isCache = ["models--", "datasets--", "spaces--"].contains { parts[0].hasPrefix($0) }
        return isCache && (Digest(parts[2]) != nil || GitObjectID(parts[2]) != nil)
    }

    /// Whether it is still the file that was opened, with the bytes it had.
    func isUnchanged() throws -> Bool {
        let now = try file.status()
        return now.size == status.size && now.modified == status.modified
    }

    /// Gives the opened file, whatever its name means by now, a second name; false where that cannot be.
    func link(to path: FilePath) -> Bool {
        FilePath("/proc/self/fd/\(file.descriptor.rawValue)").withPlatformString { opened in
            path.withPlatformString { linkat(AT_FDCWD, opened, AT_FDCWD, $0, AT_SYMLINK_FOLLOW) == 0 }
        }
    }
}
