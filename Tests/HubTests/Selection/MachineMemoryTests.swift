import Domain
import Glibc
import Hub
import Testing

@Suite struct `Memory of the machine` {
    private let meminfo = """
        MemTotal:       16384000 kB
        MemFree:         1000000 kB
        MemAvailable:    8192000 kB
        Cached:          2000000 kB
        HugePages_Total:       0
        """

    @Test func `the kernel's table is read`() throws {
        let memory = try #require(MachineMemory.parse(meminfo: meminfo))
        #expect(memory == MachineMemory(total: ByteCount(16_777_216_000), available: ByteCount(8_388_608_000)))
    }

    @Test func `an old kernel does not say what is available`() {
        let text = "MemTotal: 1000 kB\nMemFree: 100 kB\nCached: 200 kB\n"
        #expect(MachineMemory.parse(meminfo: text)?.available == ByteCount(300 * 1024))
    }

    @Test(arguments: ["", "MemTotal:", "MemTotal: x kB", "MemTotal: -1 kB", "\u{0}"])
    func `what is no table is no memory`(text: String) {
        #expect(MachineMemory.parse(meminfo: text) == nil)
    }

    @Test func `numbers too large are the largest`() {
        #expect(MachineMemory.parse(meminfo: "MemTotal: 9223372036854775807 kB")?.total.bytes == .max)
    }

    @Test func `a group's limit narrows, and pages that can be dropped are free`() {
        let group = MemoryGroup.parse(limit: "4000\n", current: "3000\n", stat: "anon 500\ninactive_file 1000\n")
        #expect(group == MemoryGroup(limit: ByteCount(4000), used: ByteCount(2000)))
        let machine = MachineMemory(total: ByteCount(9000), available: ByteCount(8000))
        let limited = machine.limited(by: [MemoryGroup(limit: ByteCount(4000), used: ByteCount(2000))])
        #expect(limited == MachineMemory(total: ByteCount(4000), available: ByteCount(2000)))
        #expect(machine.limited(by: []) == machine)
        #expect(machine.limited(by: [MemoryGroup(limit: ByteCount(10), used: ByteCount(20))]).available == .zero)
    }

    @Test(arguments: ["max\n", "9223372036854771712", "", "x", "-1", "0"])
    func `no limit is none`(limit: String) {
        #expect(MemoryGroup.parse(limit: limit, current: "1", stat: "") == nil)
    }

    @Test func `a process finds its groups in both versions`() {
        let text = "12:cpu,cpuacct:/a\n5:memory:/docker/x\n0::/user.slice/b:c\n"
        #expect(MemoryGroup.paths(cgroup: text).unified == "/user.slice/b:c")
        #expect(MemoryGroup.paths(cgroup: text).memory == "/docker/x")
        #expect(MemoryGroup.paths(cgroup: "0::/../../etc\n0:\n").unified == nil)
    }

    @Test func `the least limit on the way to the root counts`() throws {
        let root = try Folder([
            ("proc/meminfo", meminfo),
            ("proc/self/cgroup", "0::/outer/inner\n"),
            ("sys/fs/cgroup/outer/memory.max", "1000000\n"),
            ("sys/fs/cgroup/outer/memory.current", "400000\n"),
            ("sys/fs/cgroup/outer/inner/memory.max", "max\n"),
            ("sys/fs/cgroup/outer/inner/memory.current", "400000\n"),
        ])
        defer { root.remove() }
        #expect(
            MachineMemory.read(root: root.path)
                == MachineMemory(total: ByteCount(1_000_000), available: ByteCount(600_000)))
    }

    @Test func `version 1 inside a container has its limit at the root`() throws {
        let root = try Folder([
            ("proc/meminfo", meminfo),
            ("proc/self/cgroup", "5:memory:/docker/x\n"),
            ("sys/fs/cgroup/memory/memory.limit_in_bytes", "2000000\n"),
            ("sys/fs/cgroup/memory/memory.usage_in_bytes", "500000\n"),
            ("sys/fs/cgroup/memory/memory.stat", "total_inactive_file 100000\n"),
        ])
        defer { root.remove() }
        #expect(
            MachineMemory.read(root: root.path)
                == MachineMemory(total: ByteCount(2_000_000), available: ByteCount(1_600_000)))
    }

    @Test func `this machine has memory, and no machine has none`() throws {
        let here = try #require(MachineMemory.read())
        #expect(here.total > .zero && here.available <= here.total)
        #expect(MachineMemory.read(root: "/nonexistent") == nil)
    }

    /// A folder of its own for one test, with the given files.
    private struct Folder {
        let path: String
        private var created: [String] = []

        init(_ files: [(name: String, text: String)]) throws {
            var template = Array("/tmp/roost-memory-XXXXXX".utf8CString)
            path = try #require(mkdtemp(&template).map { String(cString: $0) })
            created.append(path)
            for (name, text) in files {
                var folder = path
                for segment in name.split(separator: "/").dropLast() {
                    folder += "/\(segment)"
                    if mkdir(folder, 0o700) == 0 { created.append(folder) }
                }
                let file = try #require(fopen("\(path)/\(name)", "w"))
                fputs(text, file)
                fclose(file)
                created.append("\(path)/\(name)")
            }
        }

        func remove() {
            for path in created.reversed() { Glibc.remove(path) }
        }
    }
}
