import Domain
import Glibc
import SystemPackage

/// The control group of one job.
struct JobGroup: Hashable, Sendable {
    private let groups: ControlGroups
    private let name: FilePath.Component

    /// The same group, whether it is there or not.
    init(_ groups: ControlGroups, slot: Slot) {
        self.groups = groups
        name = slot.name
    }

    /// Processes of the chain around the command, which the group counts too.
    private static let overhead = 8

    /// Makes it with its limits, all of them or none.
    func make(memory: ByteCount, processes: Int) throws(SandboxError) {
        var settings: [(FilePath, String)]
        switch groups.version {
        case .one:
            settings = [(memoryFolder.appending("memory.limit_in_bytes"), "\(memory.bytes)")]
            let withSwap = memoryFolder.appending("memory.memsw.limit_in_bytes")
            guard folders.allSatisfy({ SmallFile.makeFolder($0, 0o755) }) else { throw failure }
            if SmallFile.read(withSwap) != nil {
                settings.append((withSwap, "\(memory.bytes)"))
            } else if SmallFile.read(memoryFolder.appending("memory.swappiness")) != nil {
                settings.append((memoryFolder.appending("memory.swappiness"), "0"))
            }
        case .two:
            settings = [(memoryFolder.appending("memory.max"), "\(memory.bytes)")]
            guard folders.allSatisfy({ SmallFile.makeFolder($0, 0o755) }) else { throw failure }
            let swap = memoryFolder.appending("memory.swap.max")
            if SmallFile.read(swap) != nil { settings.append((swap, "0")) }
        }
        settings.append((processFolder.appending("pids.max"), "\(processes + Self.overhead)"))
        for (file, value) in settings where !SmallFile.write(value, to: file) {
            remove()
            throw .refused(["the control group does not take `\(file.lastComponent?.string ?? "")`"])
        }
    }

    private var failure: SandboxError { .refused(["no control group could be made in `\(memoryFolder)`"]) }

    private var memoryFolder: FilePath {
        switch groups.version {
        case .one(let memory, _, _): memory.appending(name)
        case .two(let folder): folder.appending(name)
        }
    }

    private var processFolder: FilePath {
        switch groups.version {
        case .one(_, let processes, _): processes.appending(name)
        case .two(let folder): folder.appending(name)
        }
    }

    private var folders: [FilePath] { groups.folders.map { $0.appending(name) } }

    /// The files a process writes its number to in order to join.
    var doors: [FilePath] { folders.map { $0.appending("cgroup.procs") } }

    var memoryBound: SandboxMemoryBound {
        switch groups.version {
        case .one: .groupOne
        case .two: .groupTwo
        }
    }

    /// Processor time of everything that was ever in it, with the few milliseconds of confining it.
    var cpu: Duration? {
        switch groups.version {
        case .one(_, _, let time):
            let text = time.flatMap { SmallFile.read($0.appending(name).appending("cpuacct.usage")) }
            return text.flatMap { Int64($0.filter(\.isNumber)) }.map { .nanoseconds($0) }
        case .two:
            let lines = SmallFile.read(memoryFolder.appending("cpu.stat"))?.split(separator: "\n") ?? []
            let line = lines.first { $0.hasPrefix("usage_usec ") }
            return line.flatMap { Int64($0.dropFirst(11)) }.map { .microseconds($0) }
        }
    }

    /// The most memory there was at one time.
    var peak: ByteCount? {
        let file =
            switch groups.version {
            case .one: "memory.max_usage_in_bytes"
            case .two: "memory.peak"
            }
        return SmallFile.read(memoryFolder.appending(file)).flatMap { Int64($0.filter(\.isNumber)) }.map {
            ByteCount($0)
        }
    }

    /// Whether the kernel killed something of it for its memory.
    var ranOut: Bool {
        let file =
            switch groups.version {
            case .one: "memory.oom_control"
            case .two: "memory.events"
            }
        let lines = SmallFile.read(memoryFolder.appending(file))?.split(separator: "\n") ?? []
        return lines.contains { line in
            let words = line.split(separator: " ")
            return words.count == 2 && words[0] == "oom_kill" && words[1] != "0"
        }
    }

    /// Ends whatever is in it, and removes it. Called again for a group whose supervisor died.
    func remove() {
        for folder in folders {
            var tries = 0
            while rmdir(folder.string) != 0, errno == EBUSY, tries < 200 {
                for process in SmallFile.read(folder.appending("cgroup.procs"))?.split(separator: "\n") ?? [] {
                    if let number = pid_t(process), number > 1 { kill(number, SIGKILL) }
                }
                usleep(2000)  // the kernel needs a moment to let go of a process that has ended
                tries += 1
            }
        }
    }
}
