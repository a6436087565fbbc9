import Glibc

extension MachineMemory {
    /// Reads `/proc` and `/sys/fs/cgroup`; nil where there is no `/proc/meminfo`. `root` is put before both.
    package static func read(root: String = "") -> MachineMemory? {
        guard let whole = text(root + "/proc/meminfo").flatMap(parse(meminfo:)) else { return nil }
        let paths = MemoryGroup.paths(cgroup: text(root + "/proc/self/cgroup") ?? "")
        let base = root + "/sys/fs/cgroup"
        var groups: [MemoryGroup] = []
        for folder in folders(paths.unified ?? "/") {
            groups += group(base + folder, "memory.max", "memory.current")
        }
        for folder in folders(paths.memory ?? "/") {
            groups += group(base + "/memory" + folder, "memory.limit_in_bytes", "memory.usage_in_bytes")
        }
        return whole.limited(by: groups)
    }

    /// A group and all it stands in; inside a container the outer ones are not there and the root is the own one.
    private static func folders(_ path: String) -> [String] {
        var folders = [""]
        for segment in path.split(separator: "/").prefix(64) {
            folders.append("\(folders[folders.count - 1])/\(segment)")
        }
        return folders
    }

    private static func group(_ folder: String, _ limit: String, _ current: String) -> [MemoryGroup] {
        guard let limit = text("\(folder)/\(limit)"), let current = text("\(folder)/\(current)") else { return [] }
        let group = MemoryGroup.parse(limit: limit, current: current, stat: text("\(folder)/memory.stat") ?? "")
        return group.map { [$0] } ?? []
    }

    /// The first 64 KiB of a file of the kernel's; nil when it cannot be read.
    private static func text(_ path: String) -> String? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while bytes.count < 65_536 {
            let count = Glibc.read(file, &buffer, buffer.count)
            guard count > 0 else { break }
            bytes += buffer[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
