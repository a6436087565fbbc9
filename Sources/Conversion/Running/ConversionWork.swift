import Blobs
import Domain
import Glibc
import SystemPackage

/// The unfinished files of one conversion, in `partial/`, and the lock that tells them from what a dead process left.
final class ConversionWork: Sendable {
    let file: FilePath
    let quantised: FilePath
    private let lock: LockFile

    /// Clears away what the same work left before. Throws when another process is at it.
    init(in blobs: BlobStore, key: String) throws {
        guard let name = FilePath.Component("convert-\(key)"), !key.contains(".") else {
            throw Problem(.internal, "the job `\(key)` has no name that a file could have")
        }
        guard let lock = try LockFile.attempt(at: blobs.partial.appending("\(name).lock")) else {
            throw Problem(.busy, "another process is at this conversion", hint: "wait for it")
        }
        self.lock = lock
        file = blobs.partial.appending("\(name).gguf")
        quantised = blobs.partial.appending("\(name).quantised")
        clear()
    }

    deinit { clear() }

    /// Removes what is left: files that were kept have gone to their places.
    func clear() {
        for path in [file, quantised] { _ = path.withPlatformString { unlink($0) } }
    }
}
