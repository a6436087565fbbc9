import CLinux
import Glibc
import SystemPackage

/// Which processes were started, noted in the home: one that a killed Roost left behind is ended by the next.
///
/// A note's name is `pid.started.owner.ownerStarted`: it needs no content, so none is ever half written.
struct ProcessNotes: Sendable {
    let folder: FilePath

    /// Notes a process; without a note it only loses its second lifeline.
    func write(_ process: Int32) {
        _ = mkdir(folder.string, 0o700)
        guard let path = path(of: process) else { return }
        let file = try? FileDescriptor.open(  // said above
            path, .writeOnly, options: [.create, .closeOnExec], permissions: .ownerReadWrite)
        try? file?.close()  // it is empty
    }

    func remove(_ process: Int32) {
        for name in ProcessFiles.names(in: folder) where name.hasPrefix("\(process).") {
            unlink(folder.appending(name).string)
        }
    }

    /// Ends what belongs to nobody any more.
    func clear() {
        for name in ProcessFiles.names(in: folder) {
            let numbers = name.split(separator: ".").compactMap { UInt64($0) }
            guard numbers.count == 4, let process = Int32(exactly: numbers[0]), process > 1,
                let owner = Int32(exactly: numbers[2])
            else { continue }
            if ProcessFiles.start(of: owner) == numbers[3] { continue }
            end(process, started: numbers[1])
            unlink(folder.appending(name).string)
        }
    }

    /// The handle is taken before the start is compared: then the number cannot have become another's in between.
    private func end(_ process: Int32, started: UInt64) {
        let handle = roost_pidfd_open(process)
        guard handle >= 0 else { return }
        defer { close(handle) }
        if ProcessFiles.start(of: process) == started { _ = roost_pidfd_send_signal(handle, SIGKILL) }
    }

    private func path(of process: Int32) -> FilePath? {
        guard let started = ProcessFiles.start(of: process), let own = ProcessFiles.start(of: getpid()) else {
            return nil
        }
        return folder.appending("\(process).\(started).\(getpid()).\(own)")
    }
}
