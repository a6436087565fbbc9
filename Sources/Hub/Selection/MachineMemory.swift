package import Domain

/// The memory this process may use: the machine's, or less where a control group says so.
package struct MachineMemory: Hashable, Sendable {
    package let total: ByteCount
    /// What could be taken now without pushing anything out.
    package let available: ByteCount

    package init(total: ByteCount, available: ByteCount) {
        self.total = total
        self.available = min(total, available)
    }

    /// Narrowed by the limits of the groups a process stands in, each with what is used of it.
    package func limited(by groups: [MemoryGroup]) -> MachineMemory {
        groups.reduce(self) { memory, group in
            MachineMemory(
                total: min(memory.total, group.limit), available: min(memory.available, group.limit - group.used))
        }
    }

    /// From the text of `/proc/meminfo`; nil when it does not say the total.
    package static func parse(meminfo text: String) -> MachineMemory? {
        var fields: [Substring: Int64] = [:]
        for line in text.split(separator: "\n").prefix(200) {
            let words = line.split(separator: " ")
            guard words.count >= 2, let number = Int64(words[1]), number >= 0 else { continue }
            fields[words[0]] = number.multipliedReportingOverflow(by: 1024).overflow ? .max : number * 1024
        }
        guard let total = fields["MemTotal:"] else { return nil }
        let free = (fields["MemFree:"] ?? 0).addingReportingOverflow(fields["Cached:"] ?? 0)
        let available = fields["MemAvailable:"] ?? (free.overflow ? total : free.partialValue)
        return MachineMemory(total: ByteCount(total), available: ByteCount(available))
    }
}

/// The limit of one control group and what its processes hold of it.
package struct MemoryGroup: Hashable, Sendable {
    package let limit: ByteCount
    package let used: ByteCount

    package init(limit: ByteCount, used: ByteCount) {
        self.limit = limit
        self.used = used
    }

    /// From the texts of `memory.max`, `memory.current` and `memory.stat`, or of their version 1 namesakes; nil for no
    /// limit. Pages of files that can be dropped at once do not count as used.
    package static func parse(limit: String, current: String, stat: String) -> MemoryGroup? {
        // Version 1 writes "no limit" as the largest multiple of a page: nothing has a sixth of that.
        guard let limit = number(limit), limit > 0, limit < 1 << 60 else { return nil }
        let dropped = stat.split(separator: "\n").prefix(200).compactMap { line -> Int64? in
            let words = line.split(separator: " ")
            let isFile = words.first == "inactive_file" || words.first == "total_inactive_file"
            return isFile && words.count == 2 ? number(words[1]) : nil
        }
        let used = ByteCount(number(current) ?? 0) - ByteCount(dropped.max() ?? 0)
        return MemoryGroup(limit: ByteCount(limit), used: used)
    }

    /// The group of a process in each hierarchy, from the text of `/proc/self/cgroup`: version 2 has the number 0 and
    /// no controllers, version 1 the controller `memory`. Nil for paths with `..`.
    package static func paths(cgroup text: String) -> (unified: String?, memory: String?) {
        var unified: String?
        var memory: String?
        for line in text.split(separator: "\n").prefix(100) {
            let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard fields.count == 3, fields[2].first == "/", !fields[2].split(separator: "/").contains("..") else {
                continue
            }
            if fields[0] == "0", fields[1].isEmpty { unified = String(fields[2]) }
            if fields[1].split(separator: ",").contains("memory") { memory = String(fields[2]) }
        }
        return (unified, memory)
    }

    private static func number(_ text: some StringProtocol) -> Int64? {
        Int64(text.split { $0 == "\n" || $0 == " " }.first ?? "")
    }
}
