package import Domain
package import SystemPackage

/// What can go wrong before, around and after confined code; never what it does itself.
package enum SandboxError: ProblemConvertible, Hashable {
    /// This machine cannot confine code, for these reasons: nothing was run.
    case refused([String])
    case badRequest(String)
    /// The output folder has something in it.
    case outputNotEmpty(FilePath)
    case system(FilePath, action: String, Errno)
    /// More runs at once than there are places.
    case noPlace

    package var problem: Problem {
        switch self {
        case .refused(let reasons):
            Problem(
                .unsupported, "code cannot be confined here, so it is not run: \(reasons.joined(separator: "; "))",
                hint: "see `roost doctor`, and docs/sandbox.md for what the kernel must allow")
        case .badRequest(let why): Problem(.badRequest, why)
        case .outputNotEmpty(let path):
            Problem(.conflict, "`\(path)` is not empty", hint: "give an empty folder, or one that is not there yet")
        case .system(let path, let action, let errno):
            Problem(errno == .noSpace ? .diskFull : .internal, "could not \(action) `\(path)`: \(errno)")
        case .noPlace: Problem(.busy, "too many sandboxes at once", hint: "try again when one has ended")
        }
    }
}

/// Runs a system call and puts the file and the action into its error.
func naming<Value>(_ action: String, _ path: FilePath, _ call: () throws -> Value) throws -> Value {
    do {
        return try call()
    } catch let errno as Errno {
        throw SandboxError.system(path, action: action, errno)
    }
}
