import Storage

extension AccessService {
    /// Everyone, by name.
    package func users() async throws -> [User] {
        try await read { try $0.session.rows("SELECT \(User.columns) FROM users ORDER BY name").map(User.init) }
    }

    /// The user, or `AccessError.unknownUser`.
    package func user(_ name: UserName) async throws -> User { try await read { try $0.user(name) } }

    /// Whether somebody can come in with a password.
    package func hasPassword(_ name: UserName) async throws -> Bool {
        try await read { try $0.hasSetPassword(name) }
    }

    /// Whether anybody can sign in at all.
    package func hasUsers() async throws -> Bool { try await read { try $0.hasUsers() } }

    /// Adds somebody; throws `AccessError.userExists`.
    package func addUser(
        _ name: UserName, password: Password, permissions: Permissions, by identity: Identity
    ) async throws -> User {
        let hash = try await hash(password)
        return try await write { table in
            let user = try table.insert(name, hash, permissions)
            try table.record(identity, "user.add", name.text, detail: permissions.text)
            return user
        }
    }

    /// Removes somebody with all tokens and sessions. The last administrator stays.
    package func removeUser(_ name: UserName, by identity: Identity) async throws {
        try await write { table in
            let user = try table.user(name)
            try table.requireAnotherAdministrator(than: user)
            try table.session.run("DELETE FROM users WHERE number = \(user.number)")
            try table.forgetFailures(of: name)
            try table.record(identity, "user.remove", name.text)
        }
    }

    /// Sets what somebody may do, by `change` from what it is. Tokens keep their scope, and never exceed this.
    package func setPermissions(
        of name: UserName, by identity: Identity, _ change: @escaping @Sendable (Permissions) -> Permissions
    ) async throws -> User {
        try await write { table in
            let user = try table.user(name)
            let permissions = change(user.permissions)
            if !permissions.allows(.admin) { try table.requireAnotherAdministrator(than: user) }
            try table.session.run(
                "UPDATE users SET permissions = \(permissions.text) WHERE number = \(user.number)")
            try table.record(identity, "user.grant", name.text, detail: permissions.text)
            return try table.user(name)
        }
    }

    /// Gives somebody a new password: all sessions and tokens that the old one opened end, and wrong tries are forgotten.
    package func setPassword(of name: UserName, to password: Password, by identity: Identity) async throws {
        let hash = try await hash(password)
        try await write { table in
            try table.setPassword(try table.user(name), hash)
            try table.record(identity, "user.password", name.text)
        }
    }

    /// The same by the user, who must know the present one; the session in which it is done goes on.
    package func changePassword(
        from current: Password, to new: String, by identity: Identity, at address: ClientAddress
    ) async throws {
        guard let name = identity.user else { throw AccessError.notSignedIn }
        let password = try Password(new: new, for: name)
        _ = try await checkLogin(name.text, current, at: address)
        let hash = try await hash(password)
        try await write { table in
            var kept: AccessID?
            if case .session(let id) = identity.means { kept = id }
            try table.setPassword(try table.user(name), hash, keeping: kept)
            try table.record(identity, "user.password", name.text, address: address)
        }
    }
}
