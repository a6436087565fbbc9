/// What went wrong, in the words every surface prints: what happened, to which thing, and what to do next.
package struct Problem: Error, Hashable, Sendable, CustomStringConvertible {
    /// The stable name of a kind of problem, and with it the HTTP status and the exit code.
    package enum Code: String, Hashable, Sendable, CaseIterable {
        case badRequest = "bad_request"
        case notFound = "not_found"
        case conflict
        case gated
        case unauthorized
        case forbidden
        /// The gate does not let the model in.
        case refused
        case rateLimited = "rate_limited"
        case unreachable
        case upstream
        case offline
        case damaged
        case diskFull = "disk_full"
        case busy
        case cancelled
        case unsupported
        case `internal`
    }

    package let code: Code
    /// One sentence without a full stop, naming the thing.
    package let message: String
    /// What the reader can do about it.
    package let hint: String?

    package init(_ code: Code, _ message: String, hint: String? = nil) {
        self.code = code
        self.message = message
        self.hint = hint
    }

    package var description: String { hint.map { "\(message)\nhint: \($0)" } ?? message }

    /// Message and hint in one line, for answers that have a single field for both.
    package var line: String { hint.map { "\(message); \($0)" } ?? message }

    /// What a client is told of an error nobody foresaw; the error itself goes into the log.
    package static let unexpected = Problem(
        .internal, "something unexpected happened", hint: "the server's log says more")
}

/// An error of a capability that can say itself in the words of `Problem`.
package protocol ProblemConvertible: Error {
    var problem: Problem { get }
}

extension Problem: ProblemConvertible {
    package var problem: Problem { self }
}

extension Problem {
    /// The words for any error: its own, or an honest "unexpected" with what the system said.
    package init(_ error: any Error) {
        self =
            switch error {
            case let known as any ProblemConvertible: known.problem
            case is CancellationError: Problem(.cancelled, "cancelled")
            default: Problem(.internal, "unexpected error: \(error)")
            }
    }
}
