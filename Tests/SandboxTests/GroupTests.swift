import Domain
import SystemPackage
import Testing

@testable import Sandbox

@Suite struct `Control groups` {
    private static let one = """
        31 30 0:28 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory
        32 30 0:29 / /sys/fs/cgroup/pids rw,relatime - cgroup cgroup rw,pids
        33 30 0:30 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw
        34 30 0:31 / /proc rw - proc proc rw
        """

    @Test func `the first version is found by controller, our own group before the topmost`() {
        let mounts = GroupMounts(mountInfo: Self.one, groups: "5:memory:/user/me\n4:pids:/\n0::/init\n")
        #expect(mounts.one("memory") == ["/sys/fs/cgroup/memory/user/me", "/sys/fs/cgroup/memory"])
        #expect(mounts.one("pids") == ["/sys/fs/cgroup/pids", "/sys/fs/cgroup/pids"])
        #expect(mounts.one("cpuset") == nil)
    }

    @Test func `the second version is divided beside our group, which has processes`() {
        let mounts = GroupMounts(
            mountInfo: "25 1 0:22 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw,nsdelegate\n",
            groups: "0::/system.slice/roost.service/supervisor\n")
        #expect(
            mounts.two() == [
                "/sys/fs/cgroup/system.slice/roost.service", "/sys/fs/cgroup/system.slice/roost.service/supervisor",
                "/sys/fs/cgroup",
            ])
        #expect(mounts.one("memory") == nil)
    }

    @Test func `a container's part of the groups is taken for the whole`() {
        let mounts = GroupMounts(
            mountInfo: "25 1 0:22 /docker/abc /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n",
            groups: "5:memory:/docker/abc/job\n")
        #expect(mounts.one("memory") == ["/sys/fs/cgroup/memory/job", "/sys/fs/cgroup/memory"])
    }

    @Test(arguments: ["", "nonsense", "1 2 3 - cgroup", "a b c d e f - cgroup x", " - "])
    func `what is no list of mounts gives no group`(_ text: String) {
        let mounts = GroupMounts(mountInfo: text, groups: text)
        #expect(mounts.one("memory") == nil)
        #expect(mounts.two() == nil)
        guard case .failure = ControlGroups.find(in: mounts) else {
            Issue.record("a group was found")
            return
        }
    }

    @Test func `a group of the second version that lets itself be divided is used`() throws {
        try Scratch.with { folder in
            let point = folder.appending("cgroup")
            let own = point.appending("service")
            for path in [point, own, own.appending("supervisor"), own.appending("roost-sandbox")] {
                try Scratch.make(folder: path)
            }
            for path in [own, own.appending("roost-sandbox")] {
                try Scratch.write("cpu memory pids", to: path.appending("cgroup.controllers"))
                try Scratch.write("memory pids", to: path.appending("cgroup.subtree_control"))
            }
            let mounts = GroupMounts(
                mountInfo: "1 2 0:3 / \(point) rw - cgroup2 cgroup2 rw", groups: "0::/service/supervisor")
            guard case .success(let groups) = ControlGroups.find(in: mounts) else {
                Issue.record("no group was found")
                return
            }
            #expect(groups.version == .two(own.appending("roost-sandbox")))
            let group = JobGroup(groups, slot: Slot(number: 7))
            let job = own.appending("roost-sandbox").appending("7")
            try Scratch.make(folder: job)
            for file in ["memory.max", "memory.swap.max", "pids.max"] { try Scratch.write("", to: job.appending(file)) }
            try group.make(memory: ByteCount(1 << 20), processes: 10)
            #expect(try Scratch.read(job.appending("memory.max")) == "1048576")
            #expect(try Scratch.read(job.appending("memory.swap.max")) == "0")
            #expect(try Scratch.read(job.appending("pids.max")) == "18")
            #expect(group.doors == [job.appending("cgroup.procs")])
            try Scratch.write("low 0\noom 1\noom_kill 1\n", to: job.appending("memory.events"))
            try Scratch.write("usage_usec 2500\nuser_usec 1\n", to: job.appending("cpu.stat"))
            #expect(group.ranOut)
            #expect(group.cpu == .microseconds(2500))
        }
    }

    @Test func `a limit the kernel does not take is a refusal`() throws {
        try Scratch.with { folder in
            let groups = ControlGroups(version: .two(folder))
            #expect(throws: SandboxError.refused(["the control group does not take `memory.max`"])) {
                try JobGroup(groups, slot: Slot(number: 1)).make(memory: ByteCount(1), processes: 1)
            }
            #expect(!SmallFile.names(in: folder).contains("1"))
        }
    }
}
