package import Domain

/// A problem on the wire: the same words on the CLI, over HTTP and over MCP.
package struct ProblemView: Codable, Sendable, Hashable {
    package var code: String
    package var message: String
    package var hint: String?

    package init(_ problem: Problem) {
        code = problem.code.rawValue
        message = problem.message
        hint = problem.hint
    }
}

/// The body of every error answer of `/api/v1`.
package struct ErrorBody: Codable, Sendable, Hashable {
    package var error: ProblemView

    package init(_ problem: Problem) { error = ProblemView(problem) }
}
