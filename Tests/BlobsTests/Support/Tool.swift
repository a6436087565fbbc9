import Foundation
import Subprocess
import SystemPackage

/// A program of the machine, run to its end.
struct Tool {
    struct Outcome {
        let status: Int32
        let output: String
    }

    /// It was ended by a signal.
    struct Ended: Error { let how: TerminationStatus }

    let path: String

    /// Nil when the machine does not have it.
    init?(_ name: String) {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        guard
            let found = folders.map({ "\($0)/\(name)" }).first(where: FileManager.default.isExecutableFile(atPath:))
        else { return nil }
        path = found
    }

    /// Runs it with its output, and what it says of errors, gathered.
    func run(_ arguments: String...) async throws -> Outcome {
        let ended = try await Subprocess.run(
            .path(FilePath(path)), arguments: Arguments(arguments), output: .string(limit: 16 << 20),
            error: .combinedWithOutput)
        guard case .exited(let status) = ended.terminationStatus else { throw Ended(how: ended.terminationStatus) }
        return Outcome(status: status, output: ended.standardOutput)
    }
}
