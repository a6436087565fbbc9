import Glibc
import SystemPackage

/// Keeps pruning and the placing of blobs apart, between all processes of a home: many may place, or one may prune.
///
/// Without it a blob could be pruned between the moment it is placed and the moment the catalogue refers to it.
package final class PruneGate: Sendable {
    private let file: OpenFile

    private init(file: OpenFile) { self.file = file }

    /// Opens the gate in a mode if nobody stands against it; the kernel lets go when the object or the process ends.
    static func attempt(at path: FilePath, shared: Bool) throws -> PruneGate? {
        let file = try OpenFile(path, .readWrite, options: [.create, .noFollow], permissions: .ownerReadWrite)
        return try naming("lock", path) { try file.descriptor.tryGate(shared: shared) } ? PruneGate(file: file) : nil
    }
}

extension BlobStore {
    private var gatePath: FilePath { root.appending("prune.lock") }

    /// Held while blobs are placed and recorded; waits while somebody prunes.
    package func holdAgainstPruning() async throws -> PruneGate {
        while true {
            if let gate = try PruneGate.attempt(at: gatePath, shared: true) { return gate }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Held while pruning; waits for those who are placing right now.
    package func holdForPruning() async throws -> PruneGate {
        while true {
            if let gate = try PruneGate.attempt(at: gatePath, shared: false) { return gate }
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}

extension FileDescriptor {
    /// Takes this open file's lock in a mode; false when somebody holds it against that.
    fileprivate func tryGate(shared: Bool) throws(Errno) -> Bool {
        do {
            try checked { flock(rawValue, (shared ? LOCK_SH : LOCK_EX) | LOCK_NB) }
            return true
        } catch .wouldBlock {
            return false
        }
    }
}
