import Domain
import Engines
import Gateway
import HTTPTypes

/// When it makes sense to ask again.
enum RetryLater {
    /// Seconds, where nothing better is known of what is busy.
    private static let usual = 5

    /// `Retry-After` for an error that passes by itself; none for another.
    static func headers(_ error: any Error) -> HTTPFields {
        if let failure = error as? RouteFailure { return failure.headers }
        var headers: HTTPFields = [:]
        headers[.retryAfter] = seconds(error).map(String.init)
        return headers
    }

    static func seconds(_ error: any Error) -> Int? {
        if case let refusal as Engines.Refusal = error { return refusal.retryAfter }
        return Problem(error).code == .busy ? usual : nil
    }
}
