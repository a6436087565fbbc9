import Storage

/// How a token came to be.
package enum TokenOrigin: String, Sendable, Hashable {
    /// Made on purpose; it outlives a change of the password.
    case made
    /// Given out for a password by `/authenticate`.
    case login
}

/// What is known of a token; never the token itself.
package struct AccessToken: Hashable, Sendable {
    package let id: AccessID
    package let user: UserName
    package let origin: TokenOrigin
    package let name: String
    /// At most these, and never more than its user has.
    package let permissions: Permissions
    /// Milliseconds since 1970, as all times here.
    package let createdAt: Int64
    package let expiresAt: Int64?
    package let revokedAt: Int64?
    package let lastUsedAt: Int64?

    static let columns: SQL = """
        tokens.id AS token_id, tokens.origin, tokens.name AS token_name, tokens.permissions AS scope, \
        tokens.created_at AS made_at, tokens.expires_at, tokens.revoked_at, tokens.last_used_at, users.name AS user_name
        """

    init(_ row: Row) throws {
        id = try row.accessID("token_id")
        user = try row.userName("user_name")
        let text = try row.text("origin")
        guard let origin = TokenOrigin(rawValue: text) else {
            throw StorageError.columnType("origin", wanted: "made or login", found: text)
        }
        self.origin = origin
        name = try row.text("token_name")
        permissions = try row.permissions("scope")
        createdAt = try row.integer("made_at")
        expiresAt = try row.optionalInteger("expires_at")
        revokedAt = try row.optionalInteger("revoked_at")
        lastUsedAt = try row.optionalInteger("last_used_at")
    }

    package func isLive(at now: Int64) -> Bool { revokedAt == nil && (expiresAt ?? .max) > now }
}

/// A token that was just made: the only time it can be seen.
package struct NewToken: Sendable {
    package let secret: AccessSecret
    package let token: AccessToken
}
