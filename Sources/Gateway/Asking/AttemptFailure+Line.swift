import AsyncHTTPClient
import Domain
import NIOCore
import NIOPosix
import SystemPackage

extension AttemptFailure {
    /// What a connection that failed means; the error itself when the asker went away. Addresses are not told: whoever may
    /// ask a model need not know where it stands, and `routes.yaml` says it.
    ///
    /// - Parameters:
    ///   - what: what was under way, as in "the stream broke".
    ///   - hadBegun: whether an answer had begun to come.
    static func line(_ error: any Error, _ what: String, hadBegun: Bool = false) -> any Error {
        let why: String
        switch error {
        case is CancellationError, is AttemptFailure: return error
        case let error as HTTPClientError where error == .cancelled: return error
        case let error as HTTPClientError: why = error.shortDescription
        case is NIOConnectionError: why = "nobody answers at its address"
        case let error as IOError: why = "\(Errno(rawValue: error.errnoCode))"
        // Whatever else comes out of a connection is one that did not hold to HTTP, or ended in the middle of it.
        default: why = "what came is not all of an HTTP answer"
        }
        var failure = AttemptFailure(.network, "\(what): \(why)")
        failure.hadBegun = hadBegun
        return failure
    }

    /// What nobody expected, as a failure of this try: the next one may do better. Who went away is no failure.
    static func unexpected(_ error: any Error, _ what: String) -> any Error {
        if Task.isCancelled { return CancellationError() }
        switch error {
        case let error as AttemptFailure: return error
        case let error as any ProblemConvertible where error.problem.code != .internal:
            return AttemptFailure(.malformed, "\(what): \(error.problem.message)")
        case is CancellationError, is HTTPClientError: return AttemptFailure(.network, "\(what): it was broken off")
        default: return AttemptFailure(.malformed, what)
        }
    }
}
