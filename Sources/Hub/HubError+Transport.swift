import AsyncHTTPClient
import Domain
import NIOCore
import NIOPosix

extension HubError {
    /// What a failed connection means in our words; throws `CancellationError` when the task was cancelled.
    ///
    /// The texts come from the system and the HTTP library, never from the request: they cannot hold a token.
    init(transport error: any Error, host: String, waited: Duration) throws {
        if error is CancellationError || Task.isCancelled { throw CancellationError() }
        switch error {
        case let known as HubError: self = known
        case let failure as HTTPClientError where Self.timeouts.contains(failure):
            self = .timeout(host: host, waited: waited)
        default: self = .unreachable(host: host, why: Self.reason(error))
        }
    }

    private static let timeouts: [HTTPClientError] = [
        .connectTimeout, .deadlineExceeded, .readTimeout, .getConnectionFromPoolTimeout, .tlsHandshakeTimeout,
        .httpProxyHandshakeTimeout,
    ]

    /// A body that broke off.
    init(transport error: any Error, reading what: String) throws {
        if error is CancellationError || Task.isCancelled { throw CancellationError() }
        self = (error as? HubError) ?? .interrupted(what: what, why: Self.reason(error))
    }

    private static func reason(_ error: any Error) -> String {
        switch error {
        case let failure as NIOConnectionError:
            if let single = failure.connectionErrors.first { return reason(single.error) }
            return failure.dnsAError == nil && failure.dnsAAAAError == nil
                ? "no connection" : "its name could not be resolved"
        case let failure as HTTPClientError:
            return failure.shortDescription.lowercased()
        case let failure as IOError:
            return QuotedText(String(describing: failure), limit: 120).text
        default:
            return QuotedText(String(describing: error), limit: 120).text
        }
    }
}
