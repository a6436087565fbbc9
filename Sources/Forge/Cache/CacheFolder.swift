import Domain
import FoundationEssentials
import Glibc
import SystemPackage

/// The files of the cache: a note and a log for each repository, and the folders of clones at work. Blocking.
struct CacheFolder {
    static let scratchPrefix = "clone-"
    private let folder: FilePath

    init(_ folder: FilePath) { self.folder = folder }

    /// Who makes folders: so that those of a living process are left alone.
    static var owner: String { String(getpid()) }

    /// Removes the clones of processes that are gone.
    func removeScratch() {
        for name in names() where name.hasPrefix(Self.scratchPrefix) {
            let owner = name.dropFirst(Self.scratchPrefix.count).prefix { $0 != "-" }
            guard let process = pid_t(owner), kill(process, 0) != 0, errno == ESRCH else { continue }
            try? FileManager.default.removeItem(atPath: folder.appending(name).string)  // tried again at the next start
        }
    }

    /// Removes the oldest until the rest fits.
    func shrink(to limit: ByteCount) {
        var kept: [String: (size: Int64, modified: Int64)] = [:]
        for name in names() where name.hasSuffix(".json") || name.hasSuffix(".log") {
            guard let status = try? Stat(folder.appending(name)) else { continue }  // gone since it was listed
            let stem = String(name.prefix { $0 != "." })
            let known = kept[stem] ?? (0, 0)
            kept[stem] = (known.size + Int64(status.size), max(known.modified, Int64(status.st_mtim.tv_sec)))
        }
        var total = kept.values.reduce(0) { $0 + $1.size }
        for (stem, facts) in kept.sorted(by: { $0.value.modified < $1.value.modified }) where total > limit.bytes {
            for end in [".json", ".log"] {
                // What cannot be removed is counted as gone: the next shrinking tries again.
                try? FileManager.default.removeItem(atPath: folder.appending(stem + end).string)  // as said
            }
            total -= facts.size
        }
    }

    private func names() -> [String] {
        let names = try? FileManager.default.contentsOfDirectory(atPath: folder.string)  // not made yet: empty
        return names ?? []
    }
}
