import Domain
import Glibc
import Subprocess
import SystemPackage

/// One run, from the start of the chain until nothing of it is left.
struct Custody: Sendable {
    let confinement: Confinement
    let folder: JobFolder
    let group: JobGroup?

    private var request: SandboxRequest { confinement.request }
    /// For the kernel to take down what has been killed.
    private static let longestEnd: Int32 = 5000

    func run(_ onOutput: @escaping @Sendable (SandboxChunk) async -> Void) async throws -> SandboxOutcome {
        let watch = Watch(request.limits, folder, group)
        let output = OutputKeeper(limit: request.limits.output)
        let errors = OutputKeeper(limit: request.limits.output)
        defer {
            watch.inmate?.kill()
            _ = watch.inmate?.isGone(within: Self.longestEnd)
        }
        let status = try await start(Reading(watch: watch, output: output, errors: errors, onOutput: onOutput))
        try Task.checkCancellation()
        guard let began = watch.began, let inmate = watch.inmate else { throw refusal(errors.text.text) }
        let wall = began.duration(to: .now)
        // Usually it has ended with the chain. But bubblewrap ties the one inside to the one outside only after it was let go:
        // a chain that was killed just then leaves it alive.
        inmate.kill()
        guard inmate.isGone(within: Self.longestEnd) else {
            throw SandboxError.system(folder.path, action: "end the processes of", .resourceBusy)
        }
        let usage = SandboxUsage(
            wall: wall, cpu: group?.cpu ?? watch.cpu, memoryPeak: group?.peak ?? watch.memoryPeak,
            memoryBound: group?.memoryBound ?? .polling)
        let exit = exit(status, watch, usage)
        let (files, leftOut) = try await collect(inmate)
        return SandboxOutcome(
            exit: exit, output: output.text, errors: errors.text, usage: usage, files: files, leftOut: leftOut)
    }

    /// What reads the two streams while the watch runs.
    private struct Reading: Sendable {
        let watch: Watch
        let output: OutputKeeper
        let errors: OutputKeeper
        let onOutput: @Sendable (SandboxChunk) async -> Void
    }

    /// Starts the chain; returns when all of it has ended.
    private func start(_ reading: Reading) async throws -> TerminationStatus {
        let launch = confinement.launch
        var options = PlatformOptions()
        options.createSession = true
        options.teardownSequence = [
            .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .seconds(1))
        ]
        let configuration = Configuration(
            executable: .path(launch.executable), arguments: Arguments(launch.arguments),
            environment: .custom([Environment.Key: String]()), workingDirectory: "/", platformOptions: options)
        do {
            return
                if request.input.isEmpty
            {
                try await Subprocess.run(configuration, input: .none, output: .sequence, error: .sequence) {
                    try await read($0, reading)
                }.terminationStatus
            } else {
                try await Subprocess.run(
                    configuration, input: .array(request.input), output: .sequence, error: .sequence
                ) {
                    try await read($0, reading)
                }.terminationStatus
            }
        } catch let error as SubprocessError {
            try Task.checkCancellation()
            throw SandboxError.refused(["\(error)"])
        }
    }

    /// Both streams end when the whole chain has: its clock and bubblewrap hold them open, whatever the command does.
    private func read(
        _ execution: Execution<some InputProtocol, SequenceOutput, SequenceOutput>, _ reading: Reading
    ) async throws {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await read(execution.standardOutput, .output, into: reading.output, reading)
                return true
            }
            group.addTask {
                try await read(execution.standardError, .errors, into: reading.errors, reading)
                return true
            }
            group.addTask {
                try await reading.watch.run {
                    try? execution.send(signal: .kill, toProcessGroup: true)  // gone is what was wanted
                }
                return false
            }
            var ended = 0
            while let isStream = try await group.next() {
                if isStream { ended += 1 }
                if ended == 2 { group.cancelAll() }
            }
        }
    }

    private func read(
        _ sequence: SubprocessOutputSequence, _ stream: SandboxChunk.Stream, into keeper: OutputKeeper,
        _ reading: Reading
    ) async throws {
        for try await buffer in sequence {
            let (kept, isFull) = keeper.keep(buffer.withUnsafeBytes { Array($0) })
            if isFull { reading.watch.stop(.output) }
            // Before the command begins, only the chain itself can speak: to us, about what is missing.
            if !kept.isEmpty, reading.watch.began != nil {
                await reading.onOutput(SandboxChunk(stream: stream, bytes: kept))
            }
        }
    }

    private func refusal(_ complaint: String) -> SandboxError {
        let lines = complaint.split(whereSeparator: \.isNewline).prefix(4).map { String($0.prefix(300)) }
        return .refused(lines.isEmpty ? ["bubblewrap ended before the command could begin"] : lines)
    }

    private func exit(_ status: TerminationStatus, _ watch: Watch, _ usage: SandboxUsage) -> SandboxExit {
        if let limit = watch.stopped { return .stopped(limit) }
        if group?.ranOut ?? false { return .stopped(.memory) }
        let signal: Int32? =
            switch status {
            case .exited(let code): (129...192).contains(code) ? code - 128 : nil
            case .signaled(let number): number
            }
        // The second clock was first: the supervisor itself stood still.
        if signal == SIGKILL, usage.wall >= request.limits.wall { return .stopped(.wall) }
        // One process alone may use all the processor time there is: the kernel then ends it.
        if signal == SIGXCPU || (signal == SIGKILL && usage.cpu ?? .zero >= request.limits.cpu) {
            return .stopped(.cpu)
        }
        if let signal { return .signalled(signal) }
        if case .exited(let code) = status { return .exited(code) }
        return .signalled(SIGKILL)
    }

    private func collect(_ inmate: Inmate) async throws -> ([SandboxFile], [SandboxLeftOut]) {
        guard let destination = request.outputFolder else { return ([], []) }
        return try await inmate.withOut { source in
            var out = OutFolder(to: destination, limits: request.limits)
            try await out.copy(from: source)
            return (out.files, out.leftOut)
        }
    }
}
