import API
import Registry
import Synchronization

/// Versions as the mirror shows them, put together once: for as long as their stamp stays, and the last used ones only.
final class ShelfMemory: Sendable {
    private struct Entry {
        let stamp: VersionStamp
        let repository: MirrorRepository
        /// When it was last asked for, counted in questions.
        var used: Int
    }

    private struct State {
        var entries: [Int64: Entry] = [:]
        var questions = 0
        var files = 0

        mutating func drop(_ version: Int64) {
            guard let entry = entries.removeValue(forKey: version) else { return }
            files -= entry.repository.files.count
        }
    }

    private static let mostEntries = 64
    /// Of all entries together; a file takes about 300 bytes.
    private static let mostFiles = 20_000
    private let state = Mutex(State())

    /// Nil when there is none of this stamp; one of another stamp is forgotten.
    func repository(_ stamp: VersionStamp) -> MirrorRepository? {
        state.withLock { state in
            guard let entry = state.entries[stamp.version], entry.stamp == stamp else {
                state.drop(stamp.version)
                return nil
            }
            state.questions += 1
            state.entries[stamp.version]?.used = state.questions
            return entry.repository
        }
    }

    func keep(_ repository: MirrorRepository, _ stamp: VersionStamp) {
        let count = repository.files.count
        guard count <= Self.mostFiles else { return }
        state.withLock { state in
            state.drop(stamp.version)
            while state.entries.count >= Self.mostEntries || state.files + count > Self.mostFiles {
                guard let oldest = state.entries.min(by: { $0.value.used < $1.value.used })?.key else { break }
                state.drop(oldest)
            }
            state.questions += 1
            state.entries[stamp.version] = Entry(stamp: stamp, repository: repository, used: state.questions)
            state.files += count
        }
    }
}
