package import Domain

/// What can go wrong with a tool.
package enum ToolError: ProblemConvertible, Hashable {
    /// Not found in the folders of the system, or not a program.
    case missing(String)
    case cannotStart(String, why: String)
    /// It ended otherwise than with code 0; with the last thing it said.
    case failed(String, ToolExit, String?)
    case tooSlow(String, limit: Duration)
    /// More bytes, or a longer line, than it was allowed.
    case tooMuchOutput(String, limit: Int)
    /// An argument or a variable that a program cannot be given.
    case badArgument(String, why: String)

    package var problem: Problem {
        switch self {
        case .missing(let name):
            Problem(
                .unsupported, "the program `\(name)` is not installed",
                hint: "install it with the system's package manager; \(searched) are searched")
        case .cannotStart(let name, let why): Problem(.internal, "`\(name)` could not be started: \(why)")
        case .failed(let name, let exit, let complaint):
            Problem(.upstream, "`\(name)` ended with \(exit)" + (complaint.map { ": \($0)" } ?? ""))
        case .tooSlow(let name, let limit):
            Problem(.upstream, "`\(name)` was stopped after \(limit)", hint: "try again, or allow it more time")
        case .tooMuchOutput(let name, let limit):
            Problem(.upstream, "`\(name)` was stopped: it printed more than \(ByteCount(limit))")
        case .badArgument(let name, let why): Problem(.badRequest, "`\(name)` cannot be given that: \(why)")
        }
    }

    private var searched: String { Tool.folders.map { "`\($0)`" }.joined(separator: ", ") }
}
