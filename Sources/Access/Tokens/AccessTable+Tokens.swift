import Storage

extension AccessTable {
    func insertToken(
        for user: User, origin: TokenOrigin, name: String, permissions: Permissions, expiresAt: Int64?
    ) throws -> NewToken {
        try session.run(
            """
            DELETE FROM tokens WHERE user_number = \(user.number)
                AND (revoked_at < \(now - AccessLimits.ended) OR expires_at < \(now - AccessLimits.ended))
            """)
        try makeRoom(for: user, origin)
        let secret = AccessSecret(.token)
        let id = AccessID()
        try session.run(
            """
            INSERT INTO tokens (id, hash, user_number, origin, name, permissions, created_at, expires_at)
            VALUES (\(id.text), \(secret.hash), \(user.number), \(origin.rawValue), \(name), \(permissions.text), \
            \(now), \(expiresAt))
            """)
        return NewToken(secret: secret, token: try token(id))
    }

    /// The token, or `AccessError.noSuchToken`.
    func token(_ id: AccessID) throws -> AccessToken {
        let row = try session.first("\(Self.selectTokens) WHERE tokens.id = \(id.text)")
        guard let row else { throw AccessError.noSuchToken }
        return try AccessToken(row)
    }

    func tokens(of user: UserName?) throws -> [AccessToken] {
        let condition: SQL = user.map { "WHERE users.name = \($0.text)" } ?? ""
        return try session.rows(
            "\(Self.selectTokens) \(condition) ORDER BY tokens.created_at DESC, tokens.id LIMIT 1000"
        ).map(AccessToken.init)
    }

    func revoke(_ id: AccessID) throws {
        try session.run("UPDATE tokens SET revoked_at = \(now) WHERE id = \(id.text) AND revoked_at IS NULL")
    }

    static let selectTokens: SQL =
        "SELECT \(AccessToken.columns) FROM tokens JOIN users ON users.number = tokens.user_number"

    /// A person is told when there are too many; of those that programs fetch for a password, the oldest go.
    private func makeRoom(for user: User, _ origin: TokenOrigin) throws {
        let live = try session.rows(
            """
            SELECT id FROM tokens
            WHERE user_number = \(user.number) AND origin = \(origin.rawValue) AND revoked_at IS NULL
                AND (expires_at IS NULL OR expires_at > \(now))
            ORDER BY created_at DESC, id
            """
        ).map { try $0.accessID("id") }
        guard live.count >= AccessLimits.tokens else { return }
        guard origin == .login else { throw AccessError.tooManyTokens(user.name) }
        for id in live.dropFirst(AccessLimits.tokens - 1) { try revoke(id) }
    }
}
