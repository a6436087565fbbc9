import Access
import Domain
import HTTPTypes
import Hummingbird
import Wire

/// Why a request is not let in.
enum Refusal: Hashable {
    /// A token that is none, ended or was revoked.
    case badToken
    /// Nobody who may do this; signing in may help.
    case notSignedIn(Need, withForeignToken: Bool)
    case notAllowed(Need, Identity)
    case crossSite

    var status: HTTPResponse.Status {
        switch self {
        case .badToken, .notSignedIn: .unauthorized
        case .notAllowed, .crossSite: .forbidden
        }
    }

    /// By RFC 6750: what to send, and what was wrong with what was sent.
    var challenge: String? {
        switch self {
        case .badToken: "Bearer realm=\"roost\", error=\"invalid_token\""
        case .notSignedIn: "Bearer realm=\"roost\""
        case .notAllowed(let need, _): "Bearer realm=\"roost\", error=\"insufficient_scope\", scope=\"\(need.name)\""
        case .crossSite: nil
        }
    }

    var problem: Problem {
        switch self {
        case .badToken:
            Problem(
                .unauthorized, "the token is none of this house, has ended, or was revoked",
                hint: "make another: `roost token create`")
        case .notSignedIn(let need, let isForeign):
            Problem(
                .unauthorized,
                isForeign
                    ? "the token is none of this house, and this needs \(need.words)" : "this needs \(need.words)",
                hint: "sign in, or send `Authorization: Bearer roost_…`; `roost token create` makes one")
        case .notAllowed(let need, let identity):
            Problem(
                .forbidden, "`\(identity.actor)` lacks \(need.words)\(identity.isToken ? " with this token" : "")",
                hint: "an administrator gives it: `roost user grant`")
        case .crossSite: Problem(.forbidden, "a page of another site had this sent, so it was not done")
        }
    }
}

extension Need {
    var words: String {
        switch self {
        case .nothing: "nothing"
        case .account: "an account"
        case .permission(let permission): "the permission `\(permission.rawValue)`"
        }
    }
}

extension Identity {
    fileprivate var isToken: Bool { if case .token = means { true } else { false } }
}
