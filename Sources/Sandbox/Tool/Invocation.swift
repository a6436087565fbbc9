import Subprocess
import SystemPackage

/// One run of a tool.
struct Invocation: Sendable {
    let tool: Tool
    let arguments: [String]
    let environment: [String: String]
    let folder: FilePath?
    let input: [UInt8]
    let limits: ToolLimits

    /// Runs it against the clock; every chunk of standard output goes to the closure. Returns how it ended, and the end of
    /// standard error.
    func run(
        _ receive: @escaping @Sendable ([UInt8]) async throws -> Void
    ) async throws -> (ToolExit, errors: [UInt8]) {
        try check()
        return try await withThrowingTaskGroup(of: (ToolExit, errors: [UInt8])?.self) { group in
            group.addTask { try await start(receive) }
            group.addTask {
                try await Task.sleep(for: limits.wall)
                return nil
            }
            defer { group.cancelAll() }
            while let ended = try await group.next() {
                guard let ended else { throw ToolError.tooSlow(tool.name, limit: limits.wall) }
                return ended
            }
            throw CancellationError()
        }
    }

    /// C strings end at a NUL: what follows it would be silently lost.
    private func check() throws(ToolError) {
        let words = arguments + environment.keys + environment.values
        guard !words.contains(where: { $0.utf8.contains(0) }) else {
            throw .badArgument(tool.name, why: "there is a NUL in it")
        }
        guard !environment.keys.contains(where: { $0.isEmpty || $0.contains("=") }) else {
            throw .badArgument(tool.name, why: "a variable has no usable name")
        }
    }

    private func start(
        _ receive: @escaping @Sendable ([UInt8]) async throws -> Void
    ) async throws -> (ToolExit, errors: [UInt8]) {
        let errors = ByteTail(limit: limits.errors)
        do {
            let end =
                if input.isEmpty {
                    try await Subprocess.run(configuration, input: .none, output: .sequence, error: .sequence) {
                        try await read($0, receive, errors)
                    }.terminationStatus
                } else {
                    try await Subprocess.run(configuration, input: .array(input), output: .sequence, error: .sequence) {
                        try await read($0, receive, errors)
                    }.terminationStatus
                }
            try Task.checkCancellation()
            return (ToolExit(end), errors.bytes)
        } catch let error as SubprocessError {
            try Task.checkCancellation()
            throw ToolError.cannotStart(tool.name, why: "\(error)")
        }
    }

    private func read(
        _ execution: Execution<some InputProtocol, SequenceOutput, SequenceOutput>,
        _ receive: @escaping @Sendable ([UInt8]) async throws -> Void, _ errors: ByteTail
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                do {
                    for try await buffer in execution.standardOutput {
                        try await receive(buffer.withUnsafeBytes { Array($0) })
                    }
                } catch {
                    // Reading is not cancelled with its task: only the end of the process ends the other reader too.
                    await execution.teardown(using: ending)
                    throw error
                }
            }
            group.addTask {
                for try await buffer in execution.standardError { errors.append(buffer.withUnsafeBytes { Array($0) }) }
            }
            defer { if Task.isCancelled { endGroup(execution) } }
            do {
                try await group.waitForAll()
            } catch {
                endGroup(execution)
                throw error
            }
        }
    }

    /// Whoever of the group outlived its leader. The leader is not reaped yet, so its number is nobody else's.
    private func endGroup(_ execution: Execution<some InputProtocol, SequenceOutput, SequenceOutput>) {
        try? execution.send(signal: .kill, toProcessGroup: true)  // nobody left is what was wanted
    }

    private var ending: [TeardownStep] {
        [.gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: limits.grace)]
    }

    /// A session of its own: no terminal to ask for passwords on, and one group to end.
    private var configuration: Configuration {
        var options = PlatformOptions()
        options.createSession = true
        options.teardownSequence = ending
        let variables = ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"].merging(environment) { _, given in given }
        return Configuration(
            executable: .path(tool.executable), arguments: Arguments(arguments),
            environment: .custom(
                variables.reduce(into: [:]) { $0[Environment.Key(stringLiteral: $1.key)] = $1.value }),
            workingDirectory: folder, platformOptions: options)
    }
}

extension ToolExit {
    init(_ status: TerminationStatus) {
        switch status {
        case .exited(let code): self = .exited(code)
        case .signaled(let signal): self = .signalled(signal)
        }
    }
}
