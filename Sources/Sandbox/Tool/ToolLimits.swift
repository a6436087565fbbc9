/// What a tool may use. Trusted does not mean endless: a server that never answers must not hold a job for ever.
package struct ToolLimits: Hashable, Sendable {
    /// Time from start to end; then its process group gets SIGTERM, and SIGKILL after `grace`.
    package var wall: Duration
    package var grace: Duration
    /// Bytes of standard output; more ends the tool with `ToolError.tooMuchOutput`.
    package var output: Int
    /// Bytes of standard error that are kept: its end, since that is where the reason stands. More is dropped, not an error.
    package var errors: Int
    /// Bytes of one line for `onLine`; longer ends the tool with `ToolError.tooMuchOutput`.
    package var line: Int

    package init(
        wall: Duration = .seconds(60), grace: Duration = .seconds(2), output: Int = 16 << 20, errors: Int = 64 << 10,
        line: Int = 64 << 10
    ) {
        self.wall = wall
        self.grace = grace
        self.output = output
        self.errors = errors
        self.line = line
    }
}
