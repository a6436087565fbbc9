import Domain
import FoundationEssentials
import Glibc
package import SystemPackage

/// The folders of runs that go on now, and what killed ones left.
///
/// A run holds a lock on its folder, which the kernel takes from it when its process dies. So a folder whose lock is free is nobody's,
/// whatever became of the job: also when nobody runs that again, because it was cancelled meanwhile.
package struct RunFolders: Sendable {
    let folder: FilePath
    /// Folders that are looked at in one go: each is open until it is gone.
    private static let mostFolders = 200

    package init(_ folder: FilePath) { self.folder = folder }

    /// Removes what dead runs left behind; how many folders that were.
    @discardableResult
    package func clear() throws -> Int {
        guard access(folder.string, F_OK) == 0 else { return 0 }
        let dead = try Self.locked(folder, LOCK_EX) { _ in
            try FileManager.default.contentsOfDirectory(atPath: folder.string).prefix(Self.mostFolders).compactMap {
                try Claim.take(folder.appending($0))
            }
        }
        for claim in dead { try FileManager.default.removeItem(atPath: claim.folder.string) }
        return dead.count
    }

    /// Makes the folder of a run, or empties one that nobody holds; throws when somebody else has it.
    func claim(_ name: FilePath.Component) throws -> Claim {
        let own = folder.appending(name)
        // Nobody clears meanwhile: for a moment it is there and nobody's.
        let claim = try Self.locked(folder, LOCK_SH) { _ in
            guard mkdir(own.string, 0o755) == 0 || errno == EEXIST else { throw Self.problem("make", own) }
            return try Claim.take(own)
        }
        guard let claim else {
            throw Problem(.busy, "`\(own)` is used by another run", hint: "try again when that has ended")
        }
        for name in try FileManager.default.contentsOfDirectory(atPath: own.string) {
            try FileManager.default.removeItem(atPath: own.appending(name).string)
        }
        return claim
    }

    /// The lock on one folder; free again when this is forgotten, and when the process ends.
    final class Claim: Sendable {
        let folder: FilePath
        private let descriptor: FileDescriptor

        private init(_ folder: FilePath, _ descriptor: FileDescriptor) {
            self.folder = folder
            self.descriptor = descriptor
        }

        deinit {
            try? descriptor.close()  // It was only ever locked.
        }

        /// Nil when it is held, or is no folder.
        static func take(_ folder: FilePath) throws -> Claim? {
            guard let descriptor = try RunFolders.open(folder) else { return nil }
            let claim = Claim(folder, descriptor)
            return flock(descriptor.rawValue, LOCK_EX | LOCK_NB) == 0 ? claim : nil
        }
    }

    private static func locked<T>(_ folder: FilePath, _ how: Int32, _ body: (FileDescriptor) throws -> T) throws -> T {
        guard let descriptor = try open(folder) else { throw problem("open", folder) }
        return try descriptor.closeAfter {
            while flock(descriptor.rawValue, how) != 0 {
                guard errno == EINTR else { throw problem("lock", folder) }
            }
            return try body(descriptor)
        }
    }

    /// Nil when it is no folder, or a link to one.
    private static func open(_ folder: FilePath) throws -> FileDescriptor? {
        do {
            return try FileDescriptor.open(folder, .readOnly, options: [.directory, .noFollow, .closeOnExec])
        } catch Errno.noSuchFileOrDirectory, Errno.notDirectory, Errno.tooManySymbolicLinkLevels {
            return nil
        }
    }

    private static func problem(_ what: String, _ path: FilePath) -> Problem {
        Problem(.internal, "could not \(what) `\(path)`: \(Errno(rawValue: errno))")
    }
}
