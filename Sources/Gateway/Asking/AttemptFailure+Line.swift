import AsyncHTTPClient
import NIOCore
import NIOPosix

extension AttemptFailure {
    /// What a connection that failed means; the error itself when the asker went away.
    ///
    /// - Parameter what: what was under way, as in "the stream broke".
    static func line(_ error: any Error, _ what: String) -> any Error {
        switch error {
        case is CancellationError, is AttemptFailure: error
        case let error as HTTPClientError where error == .cancelled: error
        case let error as HTTPClientError: AttemptFailure(.network, "\(what): \(error.shortDescription)")
        case let error as NIOConnectionError:
            AttemptFailure(.network, "\(what): nobody answers at \(error.host):\(error.port)")
        case let error as IOError: AttemptFailure(.network, "\(what): \(error)")
        // Whatever else comes out of a connection is one that did not hold to HTTP.
        default: AttemptFailure(.network, "\(what): \(error)")
        }
    }
}
