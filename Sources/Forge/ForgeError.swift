package import Domain
package import Hub
import Sandbox

/// Why a code repository could not be read.
package enum ForgeError: ProblemConvertible, Hashable {
    /// The setting `vetting.code` is off.
    case off
    case notAnAddress(String)
    /// A `file://` address, and the settings do not allow these.
    case localRefused
    case gitMissing(why: String)
    /// The server said no: 404, 401, …
    case status(Int)
    /// What answers is no git server of today.
    case notGit
    case reach(ReachError)
    case tooLarge(what: String, limit: ByteCount)
    case timedOut(after: Duration)
    /// git gave up; with its last words.
    case git(String)
    /// git printed something that git does not print.
    case malformed(String)

    /// A few words for a fact that could not be had.
    package var reason: String {
        switch self {
        case .off: "not looked at: `vetting.code` is off"
        case .notAnAddress: "not the address of a git repository"
        case .localRefused: "refused: a folder of this machine"
        case .gitMissing(let why): why
        case .status(404), .status(410): "404: no such repository"
        case .status(401), .status(403): "401: private, or there is none"
        case .status(let code): "the server answered \(code)"
        case .notGit: "no git server answers there"
        case .reach(let error): error.reason
        case .tooLarge(let what, let limit): "too large: \(what) over \(limit)"
        case .timedOut(let span): "timed out: longer than \(span.components.seconds) s"
        case .git(let words): "git: \(words)"
        case .malformed(let what): "git printed \(what)"
        }
    }

    package var problem: Problem {
        switch self {
        case .off: Problem(.unsupported, reason, hint: "set `vetting.code: on`")
        case .notAnAddress(let link): Problem(.badRequest, "`\(link)` is not the address of a git repository")
        case .localRefused: Problem(.forbidden, reason, hint: "only an operator can allow folders of this machine")
        case .gitMissing: Problem(.unsupported, reason, hint: "install `git` 2.37 or newer")
        case .reach(let error): error.problem
        case .status, .notGit, .git, .malformed, .tooLarge, .timedOut: Problem(.upstream, reason)
        }
    }

    /// Any error on the way, in our words; throws cancellation on.
    init(_ error: any Error) throws {
        if error is CancellationError { throw error }
        self =
            switch error {
            case let known as ForgeError: known
            case let reach as ReachError: .reach(reach)
            case ToolError.tooSlow(_, let limit): .timedOut(after: limit)
            case ToolError.tooMuchOutput(_, let limit): .tooLarge(what: "what git prints", limit: ByteCount(limit))
            case ToolError.missing: .gitMissing(why: "git is not installed")
            case let other: .git(Problem(other).message)
            }
    }
}
