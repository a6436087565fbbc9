/// A user as every surface shows it.
package struct UserView: Codable, Sendable, Hashable {
    package var name: String
    package var permissions: [String]
    package var createdAt: String
    package var passwordChangedAt: String
    package var lastLoginAt: String?
    /// Accounts of providers; absent where nobody looked.
    package var identities: [IdentityView]?

    package init(
        name: String, permissions: [String], createdAt: String, passwordChangedAt: String, lastLoginAt: String?,
        identities: [IdentityView]? = nil
    ) {
        self.name = name
        self.permissions = permissions
        self.createdAt = createdAt
        self.passwordChangedAt = passwordChangedAt
        self.lastLoginAt = lastLoginAt
        self.identities = identities
    }
}

/// A user who was just added; `password` only when it was generated, and only this once.
package struct NewUserView: Codable, Sendable, Hashable {
    package var user: UserView
    package var password: String?

    package init(user: UserView, password: String?) {
        self.user = user
        self.password = password
    }
}

/// The body of `POST /api/v1/users`; without a password one is generated.
package struct UserWish: Codable, Sendable {
    package var name: String
    package var password: String?
    package var permissions: [String]?
}

/// The body of `PUT /api/v1/users/{name}/permissions`.
package struct PermissionsWish: Codable, Sendable {
    package var permissions: [String]
}

/// The body of `PUT …/password`: `current` is needed for one's own; without `password` an administrator gets a generated one.
package struct PasswordWish: Codable, Sendable {
    package var current: String?
    package var password: String?
}

/// A name and a password.
package struct LoginWish: Codable, Sendable {
    package var username: String
    package var password: String
}

/// Who is asking, and what they may do.
package struct SessionView: Codable, Sendable, Hashable {
    /// Absent for a visitor without a name.
    package var user: String?
    /// `anonymous`, `token` or `session`.
    package var via: String
    package var permissions: [String]
    package var expiresAt: String?

    package init(user: String?, via: String, permissions: [String], expiresAt: String?) {
        self.user = user
        self.via = via
        self.permissions = permissions
        self.expiresAt = expiresAt
    }
}

/// What is known of a token; never the token itself.
package struct TokenView: Codable, Sendable, Hashable {
    package var id: String
    package var user: String
    package var name: String
    /// `made` on purpose, or given out for a `login`.
    package var origin: String
    package var permissions: [String]
    package var createdAt: String
    package var expiresAt: String?
    package var revokedAt: String?
    package var lastUsedAt: String?

    package init(
        id: String, user: String, name: String, origin: String, permissions: [String], createdAt: String,
        expiresAt: String?, revokedAt: String?, lastUsedAt: String?
    ) {
        self.id = id
        self.user = user
        self.name = name
        self.origin = origin
        self.permissions = permissions
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.revokedAt = revokedAt
        self.lastUsedAt = lastUsedAt
    }
}

/// A token that was just made: the only time it can be seen.
package struct NewTokenView: Codable, Sendable, Hashable {
    package var token: String
    package var details: TokenView

    package init(token: String, details: TokenView) {
        self.token = token
        self.details = details
    }
}

/// The body of `POST /api/v1/tokens`.
package struct TokenWish: Codable, Sendable {
    package var name: String
    /// Whose it is; the asker's own when absent.
    package var user: String?
    /// All that the user has when absent.
    package var permissions: [String]?
    /// 90 when absent; 0 for no end.
    package var days: Int?
}

/// One line of the audit trail.
package struct AuditView: Codable, Sendable, Hashable {
    package var number: Int64
    package var at: String
    package var actor: String
    package var action: String
    package var subject: String
    package var outcome: String
    package var detail: String?
    package var address: String?
    package var times: Int64

    package init(
        number: Int64, at: String, actor: String, action: String, subject: String, outcome: String, detail: String?,
        address: String?, times: Int64
    ) {
        self.number = number
        self.at = at
        self.actor = actor
        self.action = action
        self.subject = subject
        self.outcome = outcome
        self.detail = detail
        self.address = address
        self.times = times
    }
}
