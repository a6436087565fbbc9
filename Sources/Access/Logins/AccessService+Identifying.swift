import Storage

extension AccessService {
    /// Whose token or session this is, and what it is worth now; nil when it was never given out, ended or was revoked.
    ///
    /// Found by its hash, which nobody can steer, so the time this takes tells nothing about the secret.
    package func identify(_ secret: AccessSecret) async throws -> Identity? {
        let now = now()
        let found =
            switch secret.kind {
            case .token: try await token(secret)
            case .session: try await session(secret, now)
            }
        guard let found, (found.identity.expiresAt ?? .max) > now else { return nil }
        if now - found.notedAt > AccessLimits.noting { try await note(found.identity) }
        return found.identity
    }

    private func token(_ secret: AccessSecret) async throws -> (identity: Identity, notedAt: Int64)? {
        let hash = secret.hash
        return try await glance { table in
            let row = try table.session.first(
                """
                SELECT tokens.id, tokens.permissions AS scope, tokens.expires_at, tokens.last_used_at,
                    users.name, users.permissions
                FROM tokens JOIN users ON users.number = tokens.user_number
                WHERE tokens.hash = \(hash) AND tokens.revoked_at IS NULL
                """)
            guard let row else { return nil }
            let permissions = try row.permissions("scope").limited(to: try row.permissions("permissions"))
            let identity = Identity(
                user: try row.userName("name"), permissions: permissions, means: .token(try row.accessID("id")),
                expiresAt: try row.optionalInteger("expires_at"))
            return (identity, try row.optionalInteger("last_used_at") ?? 0)
        }
    }

    private func session(_ secret: AccessSecret, _ now: Int64) async throws -> (identity: Identity, notedAt: Int64)? {
        let hash = secret.hash
        return try await glance { table in
            let row = try table.session.first(
                """
                SELECT sessions.id, sessions.expires_at, sessions.noted_at, users.name, users.permissions
                FROM sessions JOIN users ON users.number = sessions.user_number WHERE sessions.hash = \(hash)
                """)
            guard let row else { return nil }
            let identity = Identity(
                user: try row.userName("name"), permissions: try row.permissions("permissions"),
                means: .session(try row.accessID("id")), expiresAt: try row.integer("expires_at"))
            return (identity, try row.integer("noted_at"))
        }
    }

    /// Writes down that it was used; a session that is used lasts longer.
    private func note(_ identity: Identity) async throws {
        try await write { table in
            switch identity.means {
            case .token(let id):
                try table.session.run("UPDATE tokens SET last_used_at = \(table.now) WHERE id = \(id.text)")
            case .session(let id):
                let end = table.now + AccessLimits.sessionIdle
                let longest = AccessLimits.sessionLongest
                try table.session.run(
                    """
                    UPDATE sessions SET noted_at = \(table.now),
                        expires_at = CASE WHEN created_at + \(longest) < \(end) THEN created_at + \(longest)
                            ELSE \(end) END
                    WHERE id = \(id.text)
                    """)
            default: break
            }
        }
    }
}
