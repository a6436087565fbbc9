/// Whoever can run code that is not trusted: bubblewrap on this machine, or a service elsewhere.
package protocol SandboxRunning: Sendable {
    /// Whether it can, here and now, and how; looks anew each time.
    func capability() async -> SandboxCapability

    /// Runs a command confined. What it prints is kept, and handed over as it comes.
    ///
    /// Ending badly, or at a limit, is an outcome. Throws `SandboxError` when it cannot be confined: it is then not run.
    func run(
        _ request: SandboxRequest, onOutput: @escaping @Sendable (SandboxChunk) async -> Void
    ) async throws -> SandboxOutcome
}

extension SandboxRunning {
    /// Runs a command confined, and waits for its end.
    package func run(_ request: SandboxRequest) async throws -> SandboxOutcome { try await run(request) { _ in } }
}

/// A piece of what confined code prints.
package struct SandboxChunk: Hashable, Sendable {
    package enum Stream: String, Hashable, Sendable { case output, errors }

    package let stream: Stream
    package let bytes: [UInt8]

    package init(stream: Stream, bytes: [UInt8]) {
        self.stream = stream
        self.bytes = bytes
    }
}
