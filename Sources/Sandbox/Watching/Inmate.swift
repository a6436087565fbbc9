import CLinux
import Glibc
import SystemPackage

/// The first process inside, seen from outside: all others are its descendants and end with it. Held by descriptors, which go
/// on meaning it when its number is used again, and keep its folders when it has ended.
final class Inmate: Sendable {
    let process: pid_t
    private let handle: HeldDescriptor
    private let folder: HeldDescriptor
    private let out: HeldDescriptor
    /// `/tmp` and `/dev/shm`.
    private let scratch: [HeldDescriptor]

    /// Nil while bubblewrap has not finished its mounts: until then its root is this machine's, or has none of the folders.
    init?(_ process: pid_t) {
        let path = FilePath("/proc/\(process)")
        guard let folder = Self.open(path), let mine = Self.identity(of: "/"),
            let root = Self.identity(of: "\(path)/root"), root != mine
        else { return nil }
        guard let out = Self.open(path.appending("root/out")), let temporary = Self.open(path.appending("root/tmp")),
            let shared = Self.open(path.appending("root/dev/shm")), Self.identity(of: "\(path)/root/newroot") == nil
        else { return nil }
        let handle = roost_pidfd_open(process)
        guard handle >= 0 else { return nil }
        self.process = process
        self.handle = HeldDescriptor(FileDescriptor(rawValue: handle))
        self.folder = folder
        self.out = out
        scratch = [temporary, shared]
    }

    private static func open(_ path: FilePath) -> HeldDescriptor? {
        let options: FileDescriptor.OpenOptions = [.directory, .closeOnExec]
        let folder = try? FileDescriptor.open(path, .readOnly, options: options)  // not there yet, or no more
        return folder.map(HeldDescriptor.init)
    }

    /// Its `/out`, as long as this is held: also when it has ended.
    func withOut<Value>(_ body: (FileDescriptor) async throws -> Value) async rethrows -> Value {
        let value = try await body(out.descriptor)
        withExtendedLifetime(self) {}
        return value
    }

    private static func identity(of path: String) -> [UInt64]? {
        var status = stat()
        return stat(path, &status) == 0 ? [UInt64(status.st_dev), UInt64(status.st_ino)] : nil
    }

    /// What is wrong with how it is confined; empty when nothing is. Looked at before the command starts.
    func faults() -> [String] {
        guard let status = SmallFile.read("status", in: folder.descriptor) else { return ["it cannot be looked at"] }
        func words(_ name: String) -> [Substring] {
            let line = status.split(separator: "\n").first { $0.hasPrefix("\(name):") }
            return line?.split(whereSeparator: \.isWhitespace).dropFirst().map { $0 } ?? []
        }
        var faults: [String] = []
        let users = words("Uid") + words("Gid")
        if users.count != 8 || users.contains("0") { faults.append("it would still be root") }
        if words("NoNewPrivs") != ["1"] { faults.append("it could gain privileges") }
        for space in ["user", "net", "pid", "ipc", "mnt", "uts"] {
            let own = Self.link("/proc/self/ns/\(space)")
            let its = Self.link("/proc/\(process)/ns/\(space)")
            if its == nil || its == own { faults.append("it shares our `\(space)` namespace") }
        }
        return faults
    }

    private static func link(_ path: String) -> [UInt8]? {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
            guard let start = buffer.baseAddress else { return nil }
            let count = readlink(path, start, buffer.count)
            return count > 0 ? buffer[..<count].map { UInt8(bitPattern: $0) } : nil
        }
    }

    /// Ends it, and with it everything inside.
    func kill() { _ = roost_pidfd_send_signal(handle.descriptor.rawValue, SIGKILL) }

    /// Waits for the end of everything inside; false when that takes longer than it can.
    func isGone(within milliseconds: Int32) -> Bool {
        var event = pollfd(fd: handle.descriptor.rawValue, events: Int16(POLLIN), revents: 0)
        while true {
            let count = poll(&event, 1, milliseconds)
            if count >= 0 || errno != EINTR { return count > 0 }
        }
    }

    /// The most files in one of the folders it may write.
    var files: Int {
        ([out] + scratch).map { folder in
            var status = statvfs()
            return fstatvfs(folder.descriptor.rawValue, &status) == 0 ? Int(status.f_files) - Int(status.f_ffree) : 0
        }.max() ?? 0
    }
}
