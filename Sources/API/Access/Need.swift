package import Access

/// What a request to a route must show.
package enum Need: Hashable, Sendable {
    /// Nothing: whoever can reach the port. Credentials are looked at only where the route says who is asking.
    case nothing
    /// An account, whatever it may do: what somebody does with their own.
    case account
    case permission(Permission)

    package static let search = Need.permission(.search)
    package static let download = Need.permission(.download)
    package static let upload = Need.permission(.upload)
    package static let run = Need.permission(.run)
    package static let train = Need.permission(.train)
    package static let admin = Need.permission(.admin)

    /// As `x-permission` in openapi.yaml spells it.
    package var name: String {
        switch self {
        case .nothing: "none"
        case .account: "account"
        case .permission(let permission): permission.rawValue
        }
    }

    func isMet(by identity: Identity) -> Bool {
        switch self {
        case .nothing: true
        case .account: identity.user != nil
        case .permission(let permission): identity.allows(permission)
        }
    }
}

/// Who writes a change into the audit trail.
package enum Recording: Hashable, Sendable {
    /// The route: this action, with the parameters of the path as its subject, when the answer is no error.
    case route(AuditAction)
    /// What the route calls, because it knows more.
    case service
    /// Nobody: the method is unsafe by name only.
    case nothing
}
