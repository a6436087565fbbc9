import Subprocess
package import SystemPackage

extension Tool {
    /// Runs it and collects what it prints. The environment is `PATH` of the system, a UTF-8 locale, and what is given:
    /// nothing is inherited. A code other than 0 is a result, not an error: see `ToolResult.succeeded()`.
    ///
    /// Throws `ToolError` when it cannot start, takes too long or prints too much; ended early, so is its process group.
    package func run(
        _ arguments: [String], environment: [String: String] = [:], workingDirectory: FilePath? = nil,
        input: [UInt8] = [], limits: ToolLimits = ToolLimits()
    ) async throws -> ToolResult {
        let kept = BoundedBytes(limit: limits.output)
        let invocation = Invocation(
            tool: self, arguments: arguments, environment: environment, folder: workingDirectory, input: input,
            limits: limits)
        let (exit, errors) = try await invocation.run { try kept.append($0, of: name) }
        return ToolResult(tool: name, exit: exit, output: kept.bytes, errors: errors)
    }

    /// Runs it and hands over what it prints as it comes; the tool waits while the closure does.
    package func run(
        _ arguments: [String], environment: [String: String] = [:], workingDirectory: FilePath? = nil,
        input: [UInt8] = [], limits: ToolLimits = ToolLimits(),
        onOutput: @escaping @Sendable ([UInt8]) async throws -> Void
    ) async throws -> ToolResult {
        let counted = BoundedBytes(limit: limits.output)
        let invocation = Invocation(
            tool: self, arguments: arguments, environment: environment, folder: workingDirectory, input: input,
            limits: limits)
        let (exit, errors) = try await invocation.run { chunk in
            try counted.count(chunk.count, of: name)
            try await onOutput(chunk)
        }
        return ToolResult(tool: name, exit: exit, output: [], errors: errors)
    }

    /// Runs it and hands over its standard output line by line, without the line's end.
    package func run(
        _ arguments: [String], environment: [String: String] = [:], workingDirectory: FilePath? = nil,
        input: [UInt8] = [], limits: ToolLimits = ToolLimits(),
        onLine: @escaping @Sendable (String) async throws -> Void
    ) async throws -> ToolResult {
        let lines = LineSplitter(limit: limits.line)
        let result = try await run(
            arguments, environment: environment, workingDirectory: workingDirectory, input: input, limits: limits,
            onOutput: { chunk in
                for line in try lines.split(chunk, of: name) { try await onLine(line) }
            })
        if let rest = lines.rest() { try await onLine(rest) }
        return result
    }
}
