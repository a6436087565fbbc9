/// Who is asking, by what right.
package struct Identity: Hashable, Sendable {
    /// How somebody made themselves known.
    package enum Means: Hashable, Sendable {
        /// Not at all.
        case anonymous
        /// As a user of this machine who can open the home.
        case commandLine(String)
        case token(AccessID)
        case session(AccessID)
        /// Roost itself, such as at the first start.
        case system
    }

    /// Nil for who is no user of Roost.
    package let user: UserName?
    package let permissions: Permissions
    package let means: Means
    /// Milliseconds since 1970; nil when this does not end.
    package let expiresAt: Int64?

    init(user: UserName?, permissions: Permissions, means: Means, expiresAt: Int64? = nil) {
        self.user = user
        self.permissions = permissions
        self.means = means
        self.expiresAt = expiresAt
    }

    /// A visitor without a name.
    package static func anonymous(_ permissions: Permissions) -> Identity {
        Identity(user: nil, permissions: permissions, means: .anonymous)
    }

    /// Whoever runs `roost` here: the permissions of the home's files are what guards it.
    package static func commandLine(_ unixUser: String) -> Identity {
        Identity(user: nil, permissions: .everything, means: .commandLine(unixUser))
    }

    package static let system = Identity(user: nil, permissions: .everything, means: .system)

    package func allows(_ permission: Permission) -> Bool { permissions.allows(permission) }

    /// As the audit trail names it: `ann`, `cli:root`, `anonymous`, `system`.
    package var actor: String {
        switch means {
        case .anonymous: "anonymous"
        case .commandLine(let unixUser): "cli:\(unixUser)"
        case .system: "system"
        case .token, .session: user?.text ?? "anonymous"
        }
    }
}
