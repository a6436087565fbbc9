import Domain
import SystemPackage

/// One request as a command line: what is done before the command starts, in which order, and what it then sees.
///
/// From the outside in: a parent's death is everybody's; a mount namespace (root) to bring folders within reach of a user
/// who may enter nothing; the control group; the user of the job (root); a clock of its own; limits; bubblewrap; the limit of
/// processes, which is counted per user namespace and so set inside it; the command.
struct Confinement: Hashable, Sendable {
    let request: SandboxRequest
    let programs: SandboxPrograms
    /// The job's own small files.
    let folder: FilePath
    /// The user the job runs as; nil when Roost itself is not root.
    let user: UInt32?
    /// Where a process writes itself into the job's control group; none without one.
    let doors: [FilePath]

    /// The supervisor ends it at `wall`; this only matters when the supervisor itself stands still, and counts from before the
    /// mounts are made.
    static let reserve = Duration.seconds(60)
    /// Descriptors the shell opens for bubblewrap, by the files of the job folder.
    enum Port {
        static let arguments = "6"
        static let go = "7"
        static let info = "8"
        static let filter = "9"
    }

    /// Joins the groups, mounts, opens the ports and becomes the rest. No word of a request is in it: all arrive as parameters.
    static let script = """
        set -eu
        job=$1 mount=$2 size=$3
        shift 3
        while [ "$1" != -- ]; do echo 0 >"$1"; shift; done
        shift
        if [ -n "$size" ]; then "$mount" -t tmpfs -o "$size" roost-sandbox "$job/out"; fi
        while [ "$1" != -- ]; do "$mount" --bind -- "$1" "$2"; shift 2; done
        shift
        exec 6<"$job/arguments" 7<>"$job/go" 8>"$job/info" 9<"$job/filter"
        exec "$@"
        """

    /// The program to start, and its arguments.
    var launch: (executable: FilePath, arguments: [String]) {
        var words = ["--pdeathsig", "KILL"]
        if user != nil { words += [programs.unshare.string, "--mount", "--propagation", "private"] }
        words += [programs.shell.string, "-c", Self.script, "roost-sandbox"]
        words += [folder.string, programs.mount.string, user == nil ? "" : outOptions]
        words += doors.map(\.string) + ["--"]
        if user != nil { words += reached.flatMap { [$0.source.string, $0.reach.string] } }
        words += ["--"] + chain
        return (programs.setpriv, words)
    }

    /// What the shell runs in the end.
    private var chain: [String] {
        var words = [programs.setpriv.string, "--pdeathsig", "KILL", "--no-new-privs"]
        if let user {
            words += ["--reuid", "\(user)", "--regid", "\(user)", "--clear-groups"]
            words += ["--inh-caps=-all", "--bounding-set=-all"]
        }
        let limits = request.limits
        let seconds = (limits.wall + Self.reserve).components.seconds
        words += [programs.timeout.string, "--foreground", "--signal=KILL", "\(seconds)"]
        let cpu = limits.cpu.components.seconds
        words += [programs.prlimit.string, "--cpu=\(cpu):\(cpu + 1)", "--fsize=\(limits.disk.bytes)"]
        words += [
            "--nofile=\(limits.openFiles)", "--core=0", "--memlock=65536", "--msgqueue=0", "--rtprio=0", "--nice=0",
        ]
        words += addressSpace.map { ["--as=\($0.bytes)"] } ?? []
        words += ["--", programs.bubblewrap.string, "--args", Port.arguments, "--info-fd", Port.info]
        words += ["--block-fd", Port.go, "--seccomp", Port.filter, "--"]
        words += [programs.prlimit.string, "--nproc=\(limits.processes)", "--", request.command]
        return words + request.arguments
    }

    /// Without a control group one process could take everything between two looks at it. Address space is more than memory:
    /// libraries reserve what they never touch.
    private var addressSpace: ByteCount? {
        doors.isEmpty ? ByteCount(2 * request.limits.memory.bytes + 1 << 30) : nil
    }

    private var outOptions: String {
        "size=\(request.limits.disk.bytes),nr_inodes=\(request.limits.files),mode=0777,nosuid,nodev"
    }

    /// Folders of this machine: where they are, where the job's user can reach them, where they appear inside.
    private var reached: [(source: FilePath, reach: FilePath, target: FilePath)] {
        let mounts = (request.inputFolder.map { [SandboxMount($0, at: "/in")] } ?? []) + request.mounts
        return mounts.enumerated().map { number, mount in
            (mount.source, user == nil ? mount.source : folder.appending("mount\(number)"), mount.target)
        }
    }

    /// Empty folders of the job that something is mounted on.
    var mountPoints: [FilePath] {
        user == nil ? [] : [folder.appending("out")] + reached.map(\.reach)
    }

    /// What bubblewrap reads from its port: options, separated by NUL. Not on its command line, which the command can read.
    var options: [String] {
        var words = ["--unshare-user", "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts"]
        words += ["--unshare-cgroup-try", "--disable-userns", "--die-with-parent", "--new-session"]
        words += ["--uid", "65534", "--gid", "65534", "--hostname", "sandbox", "--cap-drop", "ALL", "--clearenv"]
        words += environment.sorted { $0.key < $1.key }.flatMap { ["--setenv", $0.key, $0.value] }
        words += ["--perms", "0555", "--tmpfs", "/", "--ro-bind", "/usr", "/usr"]
        words += ["--symlink", "usr/bin", "/bin", "--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64"]
        words += ["--perms", "0755", "--dir", "/etc"]
        for file in ["ld.so.cache", "alternatives"] { words += ["--ro-bind-try", "/etc/\(file)", "/etc/\(file)"] }
        words += ["--proc", "/proc", "--dev", "/dev"]
        for (path, size) in [("/dev/shm", request.limits.scratch), ("/tmp", request.limits.scratch)] {
            words += ["--perms", "1777", "--size", "\(size.bytes)", "--tmpfs", path]
        }
        if user == nil {
            words += ["--perms", "0777", "--size", "\(request.limits.disk.bytes)", "--tmpfs", "/out"]
        } else {
            words += ["--bind", folder.appending("out").string, "/out"]
        }
        for mount in reached { words += ["--ro-bind", mount.reach.string, mount.target.string] }
        return words + ["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/out"]
    }

    private var environment: [String: String] {
        [
            "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/tmp", "TMPDIR": "/tmp", "USER": "sandbox",
            "LOGNAME": "sandbox", "LANG": "C.UTF-8", "TZ": "UTC",
        ].merging(request.environment) { _, given in given }
    }
}
