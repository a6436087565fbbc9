import Blobs
import Domain
import Glibc
import Registry
import SystemPackage

/// Names for the parts of split files: llama.cpp finds the others by the name of the first, and blobs have other names.
struct SplitLinks: Sendable {
    let folder: FilePath

    /// Links to the parts in a folder of their own; gives the first. Made anew each time: a link may be of a home that moved.
    func link(_ files: [KeptFile], in blobs: BlobStore) throws -> FilePath {
        guard let first = files.first else { throw ModelError.noFile("", has: []) }
        let own = folder.appending(first.digest.hex)
        for each in [folder, own] where mkdir(each.string, 0o700) != 0 && errno != EEXIST {
            throw EngineError.cannotStart(each.string, why: "\(Errno(rawValue: errno))")
        }
        let count = files.count
        func path(_ part: Int) -> FilePath { own.appending("model-\(five(part))-of-\(five(count)).gguf") }
        for (index, file) in files.enumerated() {
            let link = path(index + 1)
            unlink(link.string)
            guard symlink(blobs.path(of: file.digest).string, link.string) == 0 || errno == EEXIST else {
                throw EngineError.cannotStart(link.string, why: "\(Errno(rawValue: errno))")
            }
        }
        return path(1)
    }

    private func five(_ number: Int) -> String { String("0000\(number)".suffix(5)) }
}
