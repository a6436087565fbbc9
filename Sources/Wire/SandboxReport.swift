/// `roost sandbox run --json`: what became of a confined command.
package struct SandboxReport: Codable, Hashable, Sendable {
    /// A file copied from `/out`.
    package struct File: Codable, Hashable, Sendable {
        package let path: String
        package let bytes: Int64

        package init(path: String, bytes: Int64) {
            self.path = path
            self.bytes = bytes
        }
    }

    /// Something in `/out` that was not copied.
    package struct LeftOut: Codable, Hashable, Sendable {
        package let path: String
        package let reason: String

        package init(path: String, reason: String) {
            self.path = path
            self.reason = reason
        }
    }

    /// One of the three says how it ended.
    package let exitCode: Int?
    package let signal: Int?
    /// `wall`, `cpu`, `memory`, `files` or `output`: it was stopped there.
    package let limit: String?
    package let output: String
    package let errors: String
    package let outputTruncated: Bool
    package let errorsTruncated: Bool
    package let wallMs: Int
    /// Null when it ended before anybody looked.
    package let cpuMs: Int?
    package let memoryPeakBytes: Int64?
    /// `cgroup v1`, `cgroup v2` or `polling`: who counted the memory.
    package let memoryBound: String
    package let files: [File]
    package let leftOut: [LeftOut]

    package init(
        exitCode: Int?, signal: Int?, limit: String?, output: String, errors: String, outputTruncated: Bool,
        errorsTruncated: Bool, wallMs: Int, cpuMs: Int?, memoryPeakBytes: Int64?, memoryBound: String, files: [File],
        leftOut: [LeftOut]
    ) {
        self.exitCode = exitCode
        self.signal = signal
        self.limit = limit
        self.output = output
        self.errors = errors
        self.outputTruncated = outputTruncated
        self.errorsTruncated = errorsTruncated
        self.wallMs = wallMs
        self.cpuMs = cpuMs
        self.memoryPeakBytes = memoryPeakBytes
        self.memoryBound = memoryBound
        self.files = files
        self.leftOut = leftOut
    }
}
