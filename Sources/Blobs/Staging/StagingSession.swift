import Glibc
import Synchronization
import SystemPackage

/// The name under which one user of a store stages files: `stage-<random>.<number>`.
///
/// A lock of that name is held as long as the store is in use, so that others can tell the leavings of a dead process
/// from files that are about to be placed.
final class StagingSession: Sendable {
    private struct State {
        var lock: LockFile?
        var count = 0
        var devicesWithoutClones: Set<DeviceID> = []
    }

    private let folder: FilePath
    private let name: String
    private let state = Mutex(State())

    init(folder: FilePath) {
        self.folder = folder
        let random = UInt64.random(in: .min ... .max)
        name = "stage-" + String(repeating: "0", count: random.leadingZeroBitCount / 4) + String(random, radix: 16)
    }

    /// Whether a file of that device may share its extents with one in the store, as far as is known.
    func mayClone(fromDevice device: DeviceID) -> Bool {
        state.withLock { !$0.devicesWithoutClones.contains(device) }
    }

    func cannotClone(fromDevice device: DeviceID) {
        state.withLock { _ = $0.devicesWithoutClones.insert(device) }
    }

    /// A path nobody else uses. The first call takes the session's lock.
    func nextPath() throws -> FilePath {
        let number = try state.withLock { state in
            if state.lock == nil { state.lock = try LockFile.attempt(at: folder.appending("\(name).lock")) }
            state.count += 1
            return state.count
        }
        return folder.appending("\(name).\(number)")
    }
}
