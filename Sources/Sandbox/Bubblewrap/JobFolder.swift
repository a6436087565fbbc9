import Glibc
import SystemPackage

/// The small files of one job, through which supervisor, shell and bubblewrap speak. The confined command sees none of them.
struct JobFolder: Hashable, Sendable {
    let path: FilePath

    /// Makes the folder and what the chain reads from it.
    func prepare(_ confinement: Confinement, filter: SyscallFilter) throws {
        // The job's user must pass through, but neither list nor write.
        try make(path, confinement.user == nil ? 0o700 : 0o711)
        for point in confinement.mountPoints { try make(point, 0o755) }
        try write(confinement.options.flatMap { Array($0.utf8) + [0] }, to: "arguments")
        try write(filter.bytes, to: "filter")
        try write([], to: "info")
        let go = path.appending("go")
        if mkfifo(go.string, 0o600) != 0 { throw SandboxError.system(go, action: "make", Errno(rawValue: errno)) }
    }

    /// The process bubblewrap started inside, once it has said so.
    var child: pid_t? {
        guard let text = SmallFile.read(path.appending("info")), text.contains("}") else { return nil }
        return text.firstMatch(of: /"child-pid": *([0-9]{1,9})/).flatMap { pid_t($0.output.1) }
    }

    /// Ends processes that were never let go: their supervisor died, and bubblewrap had not yet tied them to its own life. They
    /// are known by the port they wait at, whatever their numbers mean by now.
    func endWaiting() {
        func identity(_ path: String) -> [UInt64]? {
            var status = stat()
            return stat(path, &status) == 0 ? [UInt64(status.st_dev), UInt64(status.st_ino)] : nil
        }
        guard let go = identity(path.appending("go").string) else { return }
        for process in SmallFile.names(in: "/proc").compactMap({ pid_t($0) }) where process > 1 {
            if identity("/proc/\(process)/fd/\(Confinement.Port.go)") == go { kill(process, SIGKILL) }
        }
    }

    /// Lets the command start.
    func go() throws {
        let go = path.appending("go")
        try naming("open", go) {
            let file = try FileDescriptor.open(go, .writeOnly, options: [.nonBlocking, .closeOnExec])
            _ = try file.closeAfter { try file.writeAll([1]) }
        }
    }

    private func make(_ folder: FilePath, _ mode: mode_t) throws {
        guard mkdir(folder.string, mode) == 0, chmod(folder.string, mode) == 0 else {
            throw SandboxError.system(folder, action: "make", Errno(rawValue: errno))
        }
    }

    private func write(_ bytes: [UInt8], to name: FilePath.Component) throws {
        let file = path.appending(name)
        try naming("write", file) {
            let descriptor = try FileDescriptor.open(
                file, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec], permissions: .ownerReadWrite)
            _ = try descriptor.closeAfter { try descriptor.writeAll(bytes) }
        }
    }
}
