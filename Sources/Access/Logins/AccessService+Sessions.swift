import Storage

/// A browser that signed in.
package struct NewSession: Sendable {
    package let secret: AccessSecret
    package let identity: Identity
}

extension AccessService {
    /// Signs a browser in.
    package func signIn(_ name: String, _ password: Password, at address: ClientAddress) async throws -> NewSession {
        let user = try await checkLogin(name, password, at: address)
        return try await write { table in
            let new = try table.insertSession(of: try table.user(user), at: address)
            try table.record(new.identity, "login.session", user.text, address: address)
            return new
        }
    }

    /// Ends the session somebody came with; does nothing for who came without one.
    package func signOut(_ identity: Identity) async throws {
        guard case .session(let id) = identity.means else { return }
        try await write { table in
            try table.session.run("DELETE FROM sessions WHERE id = \(id.text)")
            try table.record(identity, "logout", identity.actor)
        }
    }
}

extension AccessTable {
    func insertSession(of user: User, at address: ClientAddress) throws -> NewSession {
        let secret = AccessSecret(.session)
        let id = AccessID()
        let end = now + AccessLimits.sessionIdle
        try makeRoomForSession(of: user)
        try session.run(
            """
            INSERT INTO sessions (id, hash, user_number, created_at, expires_at, noted_at, address)
            VALUES (\(id.text), \(secret.hash), \(user.number), \(now), \(end), \(now), \(address.text))
            """)
        let identity = Identity(user: user.name, permissions: user.permissions, means: .session(id), expiresAt: end)
        return NewSession(secret: secret, identity: identity)
    }

    private func makeRoomForSession(of user: User) throws {
        try session.run("DELETE FROM sessions WHERE expires_at <= \(now)")
        let ids = try session.rows(
            "SELECT id FROM sessions WHERE user_number = \(user.number) ORDER BY created_at DESC, id"
        ).map { try $0.text("id") }
        for id in ids.dropFirst(AccessLimits.sessions - 1) {
            try session.run("DELETE FROM sessions WHERE id = \(id)")
        }
    }
}
