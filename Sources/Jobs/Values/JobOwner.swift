import Glibc

/// A process that runs jobs: `host:pid:starttime`, so that its death can be seen from the same host.
package struct JobOwner: Sendable, Hashable, CustomStringConvertible {
    package let text: String

    package init(_ text: String) { self.text = text }
    package var description: String { text }

    /// This process.
    package static func current() -> JobOwner {
        let process = getpid()
        return JobOwner("\(host()):\(process):\(startTime(of: process) ?? 0)")
    }

    /// Whether it names a process of this host that has ended. False for other hosts: nothing is known of them.
    package func isKnownDead() -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == Self.host(), let process = Int32(parts[1]), process > 0,
            let started = UInt64(parts[2])
        else { return false }
        return Self.startTime(of: process) != started
    }

    /// The host's name and its space of process numbers: containers may share the first, never the second.
    private static func host() -> String {
        var name = [CChar](repeating: 0, count: 256)
        let known = gethostname(&name, name.count - 1) == 0
        var space = stat()
        let inode = stat("/proc/self/ns/pid", &space) == 0 ? space.st_ino : 0
        let text = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return "\(known ? text : "localhost")@\(inode)"
    }

    /// In clock ticks since the machine came up; nil when there is no such process.
    private static func startTime(of process: Int32) -> UInt64? {
        let file = open("/proc/\(process)/stat", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var buffer = [UInt8](repeating: 0, count: 2048)
        let count = read(file, &buffer, buffer.count)
        guard count > 0 else { return nil }
        // The name of the program stands in parentheses and may itself contain spaces and parentheses.
        let line = buffer.prefix(count)
        guard let end = line.lastIndex(of: UInt8(ascii: ")")) else { return nil }
        let fields = line[(end + 1)...].split(separator: UInt8(ascii: " "))
        return fields.count > 19 ? UInt64(String(decoding: fields[19], as: UTF8.self)) : nil
    }
}
