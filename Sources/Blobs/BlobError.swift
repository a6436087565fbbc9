package import Domain
package import SystemPackage

/// What can go wrong with the files of the store.
package enum BlobError: ProblemConvertible, Hashable {
    /// The folder of the store, or one inside it, is not there.
    case homeMissing(FilePath)
    /// The folders of one home are on different file systems, so that nothing could be renamed into place.
    case homeDivided(FilePath)
    case blobMissing(Digest)
    /// A file of the store is shorter or longer than its name promises.
    case damaged(Digest, found: String)
    /// Bytes that are not what their Hub, their package or their owner announced.
    case mismatch(name: String, expected: ExpectedContent, found: String)
    /// Known beforehand: `have` is what the file system offers, `reserve` what must be left of it.
    case diskFull(folder: FilePath, need: ByteCount, have: ByteCount, reserve: ByteCount)
    /// Found out while writing.
    case noSpace(FilePath)
    case notRegular(FilePath)
    /// A symbolic link where none was allowed, or one that leads out of the folder it may not leave.
    case leadsOutside(FilePath)
    case cannotShare(FilePath, how: ImportMode, why: String)
    case changedWhileReading(FilePath)
    case system(FilePath, action: String, Errno)
    /// A package file that is refused.
    case package(name: String, PackageFault)
    /// Files of the store that cannot be put into one package.
    case cannotPackage(PackageFault)

    package var problem: Problem {
        switch self {
        case .homeMissing(let path):
            Problem(
                .notFound, "the store's folder `\(path)` is missing",
                hint: "mount the disk it lives on, or set `ROOST_HOME` to where it is")
        case .homeDivided(let path):
            Problem(
                .unsupported, "`\(path)` is not on the file system of the blobs",
                hint: "put the whole of `ROOST_HOME` on one")
        case .blobMissing(let digest):
            Problem(.notFound, "no blob `\(digest)` in the store", hint: "pull the model again to bring it back")
        case .damaged(let digest, let found):
            Problem(.damaged, "blob `\(digest)` is damaged: \(found)", hint: "pull the model again to replace it")
        case .mismatch(let name, let expected, let found):
            Problem(
                .damaged,
                "`\(name)` is not what was announced: expected \(expected.identity) of \(expected.size), got \(found)",
                hint: "try again; if it repeats, the source itself is wrong")
        case .diskFull(let folder, let need, let have, let reserve):
            Problem(
                .diskFull, "not enough space in `\(folder)`: need \(need), have \(have)",
                hint: "free some space or move `ROOST_HOME`; \(reserve) are always left free")
        case .noSpace(let path):
            Problem(.diskFull, "the disk filled up while writing `\(path)`", hint: "free some space and try again")
        case .notRegular(let path):
            Problem(.badRequest, "`\(path)` is not a regular file", hint: "give a file, not a folder, pipe or device")
        case .leadsOutside(let path):
            Problem(
                .badRequest, "`\(path)` is a symbolic link that may not be followed", hint: "give the file it means")
        case .cannotShare(let path, let how, let why):
            Problem(.unsupported, "`\(path)` cannot be kept as a \(how): \(why)", hint: "let it be copied instead")
        case .changedWhileReading(let path):
            Problem(.conflict, "`\(path)` changed while it was read", hint: "try again when nothing writes to it")
        case .system(let path, let action, let errno): Self.systemProblem(path, action, errno)
        case .package(let name, let fault):
            Problem(.damaged, "`\(name)` is not an acceptable package: \(fault)", hint: fault.hint)
        case .cannotPackage(let fault):
            Problem(.unsupported, "these files cannot be packaged: \(fault)", hint: "export them as a folder")
        }
    }

    /// The error for a failed system call; a full disk is one kind whichever call notices it.
    package init(_ action: String, _ path: FilePath, _ errno: Errno) {
        switch errno {
        case .noSpace, .diskQuotaExceeded: self = .noSpace(path)
        default: self = .system(path, action: action, errno)
        }
    }

    private static func systemProblem(_ path: FilePath, _ action: String, _ errno: Errno) -> Problem {
        let message = "could not \(action) `\(path)`: \(errno)"
        return switch errno {
        case .noSuchFileOrDirectory, .notDirectory: Problem(.notFound, message)
        case .permissionDenied, .notPermitted, .readOnlyFileSystem:
            Problem(.forbidden, message, hint: "check who owns it and who may write there")
        case .fileTooLarge:
            Problem(.diskFull, message, hint: "the file system or a limit of this process (`ulimit -f`) is too small")
        case .tooManyOpenFiles, .tooManyOpenFilesInSystem:
            Problem(.busy, message, hint: "raise the limit with `ulimit -n`")
        default: Problem(.internal, message)
        }
    }
}
