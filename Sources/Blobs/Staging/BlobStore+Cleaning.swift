package import Domain
import Glibc
import SystemPackage

/// What cleaning `partial/` removed.
package struct PartialCleaning: Hashable, Sendable {
    package var files = 0
    package var bytes = ByteCount.zero
}

extension BlobStore {
    /// Removes what dead processes left in `partial/` and nobody touched for so long.
    ///
    /// Files belong together by their name up to the first dot; a group is left alone while anybody holds its lock or
    /// one of its files is younger. Folders and links are never touched. Blocks while it works.
    package func cleanPartial(olderThan age: Duration) throws -> PartialCleaning {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        let limit = Duration.seconds(now.tv_sec) + .nanoseconds(now.tv_nsec) - age
        var cleaning = PartialCleaning()
        let groups = Dictionary(grouping: try partial.names()) { $0.prefix { $0 != "." } }
        for (key, names) in groups where !key.isEmpty {
            try clean(names.map { partial.appending($0) }, key: String(key), before: limit, into: &cleaning)
        }
        return cleaning
    }

    private func clean(
        _ paths: [FilePath], key: String, before limit: Duration, into cleaning: inout PartialCleaning
    ) throws {
        let files = try paths.compactMap { path in try path.statusIfThere().map { (path: path, status: $0) } }
            .filter { $0.status.type == .regular }
        // Looked at before locking: taking the lock makes or touches the lock file itself.
        guard files.allSatisfy({ $0.status.modified < limit }) else { return }
        let lockPath = partial.appending("\(key).lock")
        guard !files.isEmpty, let lock = try LockFile.attempt(at: lockPath) else { return }
        try withExtendedLifetime(lock) {
            for file in files {
                cleaning.files += 1
                guard file.path != lockPath, try file.path.unlink() else { continue }
                cleaning.bytes += ByteCount(Int64(file.status.rawValue.st_blocks) * 512)
            }
        }
    }
}

extension Stat {
    /// When the content was last written, since 1970.
    var modified: Duration { .seconds(rawValue.st_mtim.tv_sec) + .nanoseconds(rawValue.st_mtim.tv_nsec) }
}
