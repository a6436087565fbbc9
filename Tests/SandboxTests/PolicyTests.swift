import Domain
import SystemPackage
import Testing

@testable import Sandbox

@Suite struct `Sandbox policy` {
    private func problem(_ change: (inout SandboxRequest) -> Void) -> String? {
        var request = SandboxRequest("true")
        change(&request)
        do {
            try request.check()
            return nil
        } catch {
            return error.problem.message
        }
    }

    @Test func `the defaults are a policy`() { #expect(problem { _ in } == nil) }

    @Test func `a limit that makes no sense is named`() {
        #expect(problem { $0.limits.memory = .zero }?.contains("`memory`") == true)
        #expect(problem { $0.limits.wall = .zero }?.contains("`wall`") == true)
        #expect(problem { $0.limits.cpu = .seconds(1 << 40) }?.contains("`cpu`") == true)
        #expect(problem { $0.limits.processes = 0 }?.contains("`processes`") == true)
        #expect(problem { $0.limits.output = -1 }?.contains("`output`") == true)
    }

    @Test func `words that a program cannot be given are refused`() {
        #expect(problem { $0.command = "" } == "there is no command")
        #expect(problem { $0.arguments = ["a\0b"] } == "there is a NUL in the command")
        #expect(problem { $0.arguments = [String(repeating: "x", count: 200_000)] } == "the command is too long")
        for name in ["", "A=B", "1A", "A B", "Ä", "LD\nPRELOAD"] {
            #expect(problem { $0.environment = [name: ""] }?.contains("variable") == true, "\(name)")
        }
    }

    @Test func `what is not a folder of this machine cannot be read inside`() {
        #expect(problem { $0.inputFolder = "/etc/passwd" } == "`/etc/passwd` is not a folder")
        #expect(problem { $0.mounts = [SandboxMount("/")] } != nil)
        #expect(problem { $0.mounts = [SandboxMount("opt")] } != nil)
        #expect(problem { $0.mounts = [SandboxMount("/usr/../etc")] } != nil)
    }

    @Test(arguments: ["/", "/proc/x", "/dev", "/tmp/x", "/usr/lib", "/etc", "/out", "/in/x", "/a/../etc", "relative"])
    func `nothing is mounted over the sandbox itself`(_ target: String) {
        #expect(problem { $0.mounts = [SandboxMount("/usr", at: FilePath(target))] } != nil)
        #expect(problem { $0.mounts = [SandboxMount("/usr", at: "/opt/python")] } == nil)
    }
}

@Suite struct `Sandbox command line` {
    private func confinement(user: UInt32?, doors: [FilePath] = []) throws -> Confinement? {
        var request = SandboxRequest("python3", ["-c", "$(reboot)"])
        request.inputFolder = "/usr/share"
        request.mounts = [SandboxMount("/usr/lib", at: "/opt/python")]
        request.environment = ["SEED": "7"]
        // Where bubblewrap is not installed there is no command line to look at: the refusal is tested with the runs.
        guard let programs = try? SandboxPrograms() else { return nil }  // see above
        return Confinement(request: request, programs: programs, folder: "/run/job", user: user, doors: doors)
    }

    /// Options that follow each other somewhere in the list.
    private func has(_ words: [String], _ run: [String]) -> Bool {
        words.indices.contains { words[$0...].starts(with: run) }
    }

    @Test func `root becomes a user of the job before bubblewrap is started`() throws {
        guard let confinement = try confinement(user: 1_900_000_007, doors: ["/sys/fs/cgroup/x/cgroup.procs"]) else {
            return
        }
        let words = confinement.launch.arguments
        let drop = try #require(words.firstIndex(of: "--reuid"))
        let bubblewrap = try #require(words.firstIndex { $0.hasSuffix("/bwrap") })
        #expect(drop < bubblewrap)
        #expect(words[drop + 1] == "1900000007")
        #expect(words.contains("--clear-groups") && words.contains("--bounding-set=-all"))
        #expect(has(words, ["/sys/fs/cgroup/x/cgroup.procs", "--", "/usr/share", "/run/job/mount0"]))
        #expect(!words.contains { $0.hasPrefix("--as=") })
        #expect(has(confinement.options, ["--bind", "/run/job/out", "/out"]))
        #expect(has(confinement.options, ["--ro-bind", "/run/job/mount0", "/in"]))
    }

    @Test func `without root or a group, one process cannot take all memory at once`() throws {
        guard let confinement = try confinement(user: nil) else { return }
        let words = confinement.launch.arguments
        #expect(words.contains("--as=\(3 << 30)"))
        #expect(!words.contains("--reuid") && !words.contains("--mount"))
        #expect(has(confinement.options, ["--size", "\(256 << 20)", "--tmpfs", "/out"]))
        #expect(has(confinement.options, ["--ro-bind", "/usr/lib", "/opt/python"]))
    }

    @Test(arguments: [nil, 1_900_000_000] as [UInt32?])
    func `every namespace is its own, and the command is the last word`(_ user: UInt32?) throws {
        guard let confinement = try confinement(user: user) else { return }
        for space in ["user", "ipc", "pid", "net", "uts"] {
            #expect(confinement.options.contains("--unshare-\(space)"))
        }
        for option in ["--disable-userns", "--die-with-parent", "--new-session", "--clearenv"] {
            #expect(confinement.options.contains(option))
        }
        #expect(has(confinement.options, ["--setenv", "SEED", "7"]))
        #expect(confinement.options.suffix(2) == ["--chdir", "/out"])
        let words = confinement.launch.arguments
        #expect(words.suffix(4) == ["--", "python3", "-c", "$(reboot)"])
        #expect(has(words, ["--pdeathsig", "KILL"]))
        // The command can read the command line of bubblewrap, which therefore names no folder of this machine.
        let visible = words[(words.firstIndex { $0.hasSuffix("/bwrap") } ?? 0)...]
        #expect(!visible.contains { $0.hasPrefix("/run") || $0.hasPrefix("/usr/share") })
        #expect(!Confinement.script.contains("reboot"))
    }

    @Test func `bubblewrap says its version`() {
        #expect(BubblewrapVersion("bubblewrap 0.8.0\n") == BubblewrapVersion(major: 0, minor: 8))
        #expect(BubblewrapVersion("bubblewrap 0.6.1").map { $0 < Bubblewrap.oldest } == true)
        #expect(BubblewrapVersion("bubblewrap 1.0").map { $0 < Bubblewrap.oldest } == false)
        #expect(BubblewrapVersion("something else") == nil)
    }
}
