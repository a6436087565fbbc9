import Domain
import Glibc
import SystemPackage

/// All processes of a job, from the first one down, as `/proc` shows them at one moment.
struct Crowd {
    private let processes: [pid_t]
    private static let mostProcesses = 100_000

    /// Everybody inside is a descendant of the first process: whoever loses its parent becomes its child.
    init(of first: pid_t) {
        var found = [first]
        var next = 0
        while next < found.count, found.count < Self.mostProcesses {
            found += Self.children(of: found[next])
            next += 1
        }
        processes = found
    }

    private static func children(of process: pid_t) -> [pid_t] {
        SmallFile.names(in: FilePath("/proc/\(process)/task")).flatMap { thread in
            let text = SmallFile.read(FilePath("/proc/\(process)/task/\(thread)/children")) ?? ""
            return text.split(separator: " ").compactMap { pid_t($0) }
        }
    }

    /// Whether the kernel shows what this stands on (`CONFIG_PROC_CHILDREN`).
    static var isPossible: Bool { SmallFile.read(FilePath("/proc/\(getpid())/task/\(getpid())/children")) != nil }

    /// Processor time, with that of children who have ended. Ticks, so a hundredth of a second at best.
    var cpu: Duration {
        let ticks = processes.reduce(0) { sum, process in
            guard let text = SmallFile.read(FilePath("/proc/\(process)/stat")) else { return sum }
            // The second field is a name anybody chose, in brackets; utime is the 14th.
            let fields = text[(text.lastIndex(of: ")") ?? text.startIndex)...].split(separator: " ")
            guard fields.count > 16 else { return sum }
            return sum + fields[12...15].reduce(0) { $0 + (Int($1) ?? 0) }
        }
        let perSecond = max(1, sysconf(Int32(_SC_CLK_TCK)))
        return .milliseconds(ticks * 1000 / perSecond)
    }

    /// Memory that is here or swapped out. What processes share is counted once for each; when that is over the limit, shares
    /// are asked for, which takes the kernel longer.
    func memory(over limit: ByteCount) -> ByteCount {
        let plain = processes.map { Self.memory(of: $0) }.total()
        return plain > limit ? processes.map { Self.share(of: $0) ?? Self.memory(of: $0) }.total() : plain
    }

    private static func memory(of process: pid_t) -> ByteCount {
        sum(FilePath("/proc/\(process)/status"), ["VmRSS:", "VmSwap:"]) ?? .zero
    }

    private static func share(of process: pid_t) -> ByteCount? {
        sum(FilePath("/proc/\(process)/smaps_rollup"), ["Pss:", "SwapPss:"])
    }

    /// Nil when none of the lines is there.
    private static func sum(_ file: FilePath, _ names: Set<Substring>) -> ByteCount? {
        let found = (SmallFile.read(file)?.split(separator: "\n") ?? []).compactMap { line -> Int? in
            let words = line.split(whereSeparator: \.isWhitespace)
            return words.count > 1 && names.contains(words[0]) ? Int(words[1]) : nil
        }
        return found.isEmpty ? nil : ByteCount(found.reduce(0, +) * 1024)
    }

    /// Whether this machine itself has next to no memory left: the kernel's own for sockets and pipes is in no process.
    static var isMachineFull: Bool {
        let lines = SmallFile.read("/proc/meminfo")?.split(separator: "\n") ?? []
        func kilobytes(_ name: String) -> Int? {
            lines.first { $0.hasPrefix(name) }?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap {
                Int($0)
            }
        }
        guard let total = kilobytes("MemTotal:"), let available = kilobytes("MemAvailable:") else { return false }
        return available < total / 50
    }
}
