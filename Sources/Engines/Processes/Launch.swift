import Subprocess
import SystemPackage

/// One process of an engine, from its start until it has ended.
struct Launch: Sendable {
    let program: LlamaProgram
    let words: [String]
    let variables: [String: String]
    /// Between being asked to end and being made to.
    let grace: Duration

    private enum Step { case ended, answered }

    /// Runs it until it ends or the task is cancelled. What it prints goes to the log; `watch` runs beside it and ends it
    /// by throwing.
    func run(
        _ leash: Leash, _ log: EngineLog, watch: @escaping @Sendable (Int32) async throws -> Void,
        ended: @escaping @Sendable (Int32) -> Void
    ) async throws -> TerminationStatus {
        try await Subprocess.run(
            configuration, input: .fileDescriptor(leash.end, closeAfterSpawningProcess: false), output: .sequence,
            error: .combinedWithOutput
        ) { execution in
            let process = execution.processIdentifier.value
            leash.tie(to: process)
            defer { ended(process) }
            try await withThrowingTaskGroup(of: Step.self) { group in
                group.addTask {
                    for try await buffer in execution.standardOutput {
                        log.append(buffer.withUnsafeBytes { Array($0) })
                    }
                    return .ended
                }
                group.addTask {
                    do {
                        try await watch(process)
                        return .answered
                    } catch is CancellationError {
                        return .answered
                    } catch {
                        // Reading is not cancelled with its task: only the end of the process ends the other reader too.
                        await execution.teardown(using: ending)
                        throw error
                    }
                }
                while let step = try await group.next() {
                    if step == .ended { group.cancelAll() }
                }
            }
        }.terminationStatus
    }

    private var ending: [TeardownStep] {
        [.gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: grace)]
    }

    /// A session of its own: a Ctrl-C on the terminal is Roost's to answer.
    private var configuration: Configuration {
        var options = PlatformOptions()
        options.createSession = true
        options.teardownSequence = ending
        return Configuration(
            executable: .path(program.executable), arguments: Arguments(program.leading + words),
            environment: .custom(
                variables.reduce(into: [:]) { $0[Environment.Key(stringLiteral: $1.key)] = $1.value }),
            workingDirectory: "/", platformOptions: options)
    }
}
