package import Domain

/// What became of confined code.
package struct SandboxOutcome: Hashable, Sendable {
    package let exit: SandboxExit
    package let output: SandboxText
    package let errors: SandboxText
    package let usage: SandboxUsage
    /// What was copied from `/out`, by path; empty when no output folder was asked for.
    package let files: [SandboxFile]
    /// What was found in `/out` and left there, with the reason.
    package let leftOut: [SandboxLeftOut]

    package init(
        exit: SandboxExit, output: SandboxText, errors: SandboxText, usage: SandboxUsage, files: [SandboxFile],
        leftOut: [SandboxLeftOut]
    ) {
        self.exit = exit
        self.output = output
        self.errors = errors
        self.usage = usage
        self.files = files
        self.leftOut = leftOut
    }

    /// Whether it ended by itself, with code 0.
    package var isSuccess: Bool { exit == .exited(0) }
}

/// How confined code ended.
package enum SandboxExit: Hashable, Sendable, CustomStringConvertible {
    case exited(Int32)
    /// As a shell sees it: code 128 and the number of the signal.
    case signalled(Int32)
    /// It was ended because it used more than it may.
    case stopped(SandboxLimit)

    package var description: String {
        switch self {
        case .exited(let code): "exit code \(code)"
        case .signalled(let signal): "signal \(signal)"
        case .stopped(let limit): "stopped: \(limit.rawValue) limit"
        }
    }
}

/// The limits that end a run. Those of processes, disk and scratch do not: they refuse, and the program goes on.
package enum SandboxLimit: String, Hashable, Sendable, CaseIterable {
    case wall, cpu, memory, files, output
}

/// One stream of output, up to its limit.
package struct SandboxText: Hashable, Sendable {
    package let bytes: [UInt8]
    package let isTruncated: Bool

    package init(bytes: [UInt8], isTruncated: Bool) {
        self.bytes = bytes
        self.isTruncated = isTruncated
    }

    /// As text; what is not UTF-8 becomes U+FFFD.
    package var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// What a run used.
package struct SandboxUsage: Hashable, Sendable {
    package let wall: Duration
    /// Processor time of all its processes; nil when it ended before anybody looked.
    package let cpu: Duration?
    /// The most memory at one time; nil when it ended before anybody looked.
    package let memoryPeak: ByteCount?
    /// How memory was counted.
    package let memoryBound: SandboxMemoryBound

    package init(wall: Duration, cpu: Duration?, memoryPeak: ByteCount?, memoryBound: SandboxMemoryBound) {
        self.wall = wall
        self.cpu = cpu
        self.memoryPeak = memoryPeak
        self.memoryBound = memoryBound
    }
}

/// Who counts the memory of all processes together.
package enum SandboxMemoryBound: String, Hashable, Sendable {
    /// A control group of the kernel: exact, and enforced at once.
    case groupOne = "cgroup v1"
    case groupTwo = "cgroup v2"
    /// The supervisor, every 20 ms; one process cannot pass twice the limit and 1 GiB of address space between two looks.
    case polling
}

/// A file copied from `/out`.
package struct SandboxFile: Hashable, Sendable {
    /// Relative, with `/` between components.
    package let path: String
    package let size: ByteCount

    package init(path: String, size: ByteCount) {
        self.path = path
        self.size = size
    }
}

/// Something in `/out` that was not copied.
package struct SandboxLeftOut: Hashable, Sendable {
    package let path: String
    package let reason: String

    package init(path: String, reason: String) {
        self.path = path
        self.reason = reason
    }
}
