import Storage

extension AccessTable {
    /// The user, or `AccessError.unknownUser`.
    func user(_ name: UserName) throws -> User {
        guard let user = try findUser(name) else { throw AccessError.unknownUser(name) }
        return user
    }

    func findUser(_ name: UserName) throws -> User? {
        try session.first("SELECT \(User.columns) FROM users WHERE name = \(name.text)").map(User.init)
    }

    func hasUsers() throws -> Bool { try session.first("SELECT number FROM users LIMIT 1") != nil }

    func insert(_ name: UserName, _ password: PasswordHash, _ permissions: Permissions) throws -> User {
        guard try findUser(name) == nil else { throw AccessError.userExists(name) }
        try session.run(
            """
            INSERT INTO users (name, password, permissions, created_at, password_changed_at)
            VALUES (\(name.text), \(password.text), \(permissions.text), \(now), \(now))
            """)
        return try user(name)
    }

    /// Whether somebody can come in with a password: not who came by a provider, until one is set.
    func hasSetPassword(_ name: UserName) throws -> Bool { try password(of: name)?.fitsSomething ?? false }

    /// Refuses when nobody would be left who may do everything.
    func requireAnotherAdministrator(than user: User) throws {
        guard user.permissions.allows(.admin) else { return }
        let others = try session.rows("SELECT \(User.columns) FROM users WHERE number <> \(user.number)").map(User.init)
        guard others.contains(where: { $0.permissions.allows(.admin) }) else {
            throw AccessError.lastAdministrator(user.name)
        }
    }

    /// Replaces the hash, and ends what the old password had opened, except one session.
    func setPassword(_ user: User, _ password: PasswordHash, keeping kept: AccessID? = nil) throws {
        try session.run(
            """
            UPDATE users SET password = \(password.text), password_changed_at = \(now) WHERE number = \(user.number)
            """)
        try session.run("DELETE FROM sessions WHERE user_number = \(user.number) AND id <> \(kept?.text ?? "")")
        try session.run(
            """
            UPDATE tokens SET revoked_at = \(now)
            WHERE user_number = \(user.number) AND origin = \(TokenOrigin.login.rawValue) AND revoked_at IS NULL
            """)
        try forgetFailures(of: user.name)
    }
}
