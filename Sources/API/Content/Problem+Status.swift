package import Domain
package import HTTPTypes

extension Problem.Code {
    /// The HTTP status that says the same.
    package var status: HTTPResponse.Status {
        switch self {
        case .badRequest: .badRequest
        case .notFound: .notFound
        case .conflict: .conflict
        case .gated, .forbidden: .forbidden
        case .unauthorized: .unauthorized
        case .refused: .init(code: 424)
        case .rateLimited: .tooManyRequests
        case .unreachable, .upstream: .badGateway
        case .offline, .busy: .serviceUnavailable
        case .damaged, .internal: .internalServerError
        case .diskFull: .init(code: 507)
        case .cancelled: .init(code: 499)
        case .unsupported: .notImplemented
        }
    }

    /// The same towards clients that ask a model: what cannot be run is the asker's mistake, no other try of it would do.
    var statusForAskers: HTTPResponse.Status { self == .unsupported ? .badRequest : status }
}
