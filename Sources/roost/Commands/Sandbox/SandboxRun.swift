import ArgumentParser
import Domain
import FoundationEssentials
import Sandbox
import SystemPackage
import Wire

struct SandboxRun: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run a command without network, secrets and the files of this machine (exit 1 when it ends badly).",
        discussion: """
            The command may read /usr and what it is given, and write /out (where it starts), /tmp and /dev/shm. What is not \
            possible here is refused (exit 3), not weakened: see `roost doctor`.
            Sizes: 4096, 64k, 512MiB, 2GB. Times: 30, 30s, 5m, 2h.
            """)

    @Option(name: .customLong("in"), help: "A folder it may read at /in.") var input: String?
    @Option(name: .customLong("out"), help: "Where its files from /out go: an empty folder, or a new one.")
    var out: String?
    @Option(name: .long, help: "A further folder it may read: SOURCE or SOURCE:TARGET. Repeatable.")
    var mount: [String] = []
    @Option(name: .long, help: "A variable it gets: NAME=VALUE. Repeatable; nothing else is inherited.")
    var env: [String] = []

    @Option(name: .long, help: "Memory of all its processes (default: 1GiB).") var memory: SizeArgument?
    @Option(name: .long, help: "Processes and threads at once (default: 64).") var pids: Int?
    @Option(name: .long, help: "Time from start to end (default: 60s).") var wall: TimeArgument?
    @Option(name: .long, help: "Processor time of all its processes (default: 60s).") var cpu: TimeArgument?
    @Option(name: .long, help: "Bytes in /out, and of one file (default: 256MiB).") var disk: SizeArgument?
    @Option(name: .long, help: "Bytes in /tmp, and in /dev/shm (default: 64MiB).") var scratch: SizeArgument?
    @Option(name: .long, help: "Files in each folder it may write (default: 10000).") var files: Int?
    @Option(name: .long, help: "Bytes on stdout, and on stderr (default: 8MiB).") var output: SizeArgument?

    @Argument(parsing: .postTerminator, help: "The command and its arguments, after `--`.") var command: [String] = []

    @OptionGroup var format: OutputOptions
    @OptionGroup var options: HouseOptions

    func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        let sandbox = Bubblewrap(place: .standard(environment: environment), logger: options.logger())
        let isLive = !format.json
        let outcome = try await sandbox.run(try request()) { chunk in
            if isLive { SandboxEcho.write(chunk) }
        }
        try format.show(SandboxReport(outcome)) { if !options.quiet { summary(outcome) } }
        if !outcome.isSuccess { throw Exit.Silent(code: .found) }
    }

    private func request() throws -> SandboxRequest {
        guard let first = command.first else {
            throw ValidationError("there is no command: write it after `--`, as in `roost sandbox run -- python3 -V`")
        }
        var request = SandboxRequest(first, Array(command.dropFirst()))
        let here = FilePath(FileManager.default.currentDirectoryPath)
        request.inputFolder = input.map { here.pushing(FilePath($0)).lexicallyNormalized() }
        request.outputFolder = out.map { here.pushing(FilePath($0)).lexicallyNormalized() }
        request.mounts = mount.map { text in
            let parts = text.split(separator: ":", maxSplits: 1).map { FilePath(String($0)) }
            return SandboxMount(
                here.pushing(parts.first ?? "").lexicallyNormalized(), at: parts.count > 1 ? parts[1] : nil)
        }
        for pair in env {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2 else { throw ValidationError("`\(pair)` is not NAME=VALUE") }
            request.environment[parts[0]] = parts[1]
        }
        request.limits = limits
        return request
    }

    private var limits: SandboxLimits {
        var limits = SandboxLimits()
        if let memory { limits.memory = memory.size }
        if let pids { limits.processes = pids }
        if let wall { limits.wall = wall.time }
        if let cpu { limits.cpu = cpu.time }
        if let disk { limits.disk = disk.size }
        if let scratch { limits.scratch = scratch.size }
        if let files { limits.files = files }
        if let output { limits.output = Int(output.size.bytes) }
        return limits
    }

    private func summary(_ outcome: SandboxOutcome) {
        for file in outcome.files { Terminal.complain("out: \(Terminal.safe(file.path)), \(file.size)") }
        for left in outcome.leftOut { Terminal.complain("not copied: \(Terminal.safe(left.path)) \(left.reason)") }
        let peak = outcome.usage.memoryPeak.map { "\($0)" } ?? "unknown"
        let cpu = outcome.usage.cpu.map { "\($0.milliseconds) ms" } ?? "unknown"
        Terminal.complain(
            "sandbox: \(outcome.exit), wall \(outcome.usage.wall.milliseconds) ms, "
                + "cpu \(cpu), memory \(peak) (\(outcome.usage.memoryBound.rawValue))")
    }
}
