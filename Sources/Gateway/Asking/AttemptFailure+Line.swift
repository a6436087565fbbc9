import AsyncHTTPClient
import Domain
import NIOCore
import NIOPosix
import SystemPackage

extension AttemptFailure {
    /// What a connection that failed means; the error itself when the asker went away. Addresses are not told: whoever may
    /// ask a model need not know where it stands, and `routes.yaml` says it.
    ///
    /// - Parameter what: what was under way, as in "the stream broke".
    static func line(_ error: any Error, _ what: String) -> any Error {
        switch error {
        case is CancellationError, is AttemptFailure: error
        case let error as HTTPClientError where error == .cancelled: error
        case let error as HTTPClientError: AttemptFailure(.network, "\(what): \(error.shortDescription)")
        case is NIOConnectionError: AttemptFailure(.network, "\(what): nobody answers at its address")
        case let error as IOError: AttemptFailure(.network, "\(what): \(Errno(rawValue: error.errnoCode))")
        // Whatever else comes out of a connection is one that did not hold to HTTP.
        default: AttemptFailure(.network, "\(what): \(Swift.type(of: error))")
        }
    }

    /// What nobody expected, as a failure of this try: the next one may do better. Who went away is no failure.
    static func unexpected(_ error: any Error, _ what: String) -> any Error {
        if Task.isCancelled { return CancellationError() }
        switch error {
        case let error as AttemptFailure: return error
        case let error as any ProblemConvertible where error.problem.code != .internal:
            return AttemptFailure(.malformed, "\(what): \(error.problem.message)")
        case is CancellationError, is HTTPClientError: return AttemptFailure(.network, "\(what): it was broken off")
        default: return AttemptFailure(.malformed, "\(what): \(Swift.type(of: error))")
        }
    }
}
