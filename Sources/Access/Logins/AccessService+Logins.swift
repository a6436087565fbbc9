import Storage

extension AccessService {
    /// A token for a name and a password: with all that the user may, for twelve hours.
    package func authenticate(
        _ name: String, _ password: Password, at address: ClientAddress
    ) async throws -> NewToken {
        let user = try await checkLogin(name, password, at: address)
        return try await write { table in
            let user = try table.user(user)
            let new = try table.insertToken(
                for: user, origin: .login, name: "login", permissions: user.permissions,
                expiresAt: table.now + AccessLimits.loginToken)
            let identity = Identity(user: user.name, permissions: user.permissions, means: .token(new.token.id))
            try table.record(identity, "login.token", user.name.text, address: address)
            return new
        }
    }

    /// Finds out whether this is the user's password, as slowly as any other answer.
    ///
    /// Throws `AccessError.wrongLogin` when not, `.throttled` without looking when there were too many wrong ones, and
    /// `.busy` when too many are being checked.
    func checkLogin(_ typed: String, _ password: Password, at address: ClientAddress) async throws -> UserName {
        let name = UserName(typed)
        // What is no name at all counts against its address, under one name for all of them.
        let key = name?.text ?? "?"
        // Before room is taken, so that who is held off anyway takes it from nobody.
        try await requirePatience(key, address)
        return try await work.withRoom {
            // Again, because the tries before this one have been counted by now.
            try await requirePatience(key, address)
            let stored = try await read { table in try name.flatMap { try table.password(of: $0) } }
            let hash = stored ?? decoy
            let isRight = try await CostlyWork.run { try hash.matches(password) }
            guard isRight, let name, stored != nil else {
                try await noteFailure(key, address)
                throw AccessError.wrongLogin
            }
            // A stronger setting than the stored one: now is the only time the password is at hand.
            let better =
                hash.cost == cost
                ? nil : try await CostlyWork.run { [cost] in try PasswordHash(of: password, cost) }
            try await noteSuccess(name, address, better)
            return name
        }
    }

    private func requirePatience(_ name: String, _ address: ClientAddress) async throws {
        let now = now
        guard let seconds = try await read({ try $0.attempt(name, at: address).wait(at: now()) }) else { return }
        try await audit.refused(.anonymous(.none), "login.throttled", name, address: address)
        throw AccessError.throttled(seconds: seconds)
    }

    private func noteFailure(_ name: String, _ address: ClientAddress) async throws {
        try await write { table in
            var attempt = try table.attempt(name, at: address)
            attempt.fail(at: table.now)
            try table.store(attempt)
        }
        try await audit.refused(.anonymous(.none), "login", name, address: address)
    }

    private func noteSuccess(_ name: UserName, _ address: ClientAddress, _ better: PasswordHash?) async throws {
        try await write { table in
            var attempt = try table.attempt(name.text, at: address)
            attempt.succeed(at: table.now)
            try table.store(attempt)
            try table.session.run("UPDATE users SET last_login_at = \(table.now) WHERE name = \(name.text)")
            guard let better else { return }
            try table.session.run("UPDATE users SET password = \(better.text) WHERE name = \(name.text)")
        }
    }
}
