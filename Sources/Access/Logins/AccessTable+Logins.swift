import Storage

extension AccessTable {
    /// The counters for a try, as they stand.
    func attempt(_ name: String, at address: ClientAddress) throws -> LoginAttempt {
        var attempt = LoginAttempt(name: name, address: address)
        attempt.user = try counter(.user, attempt)
        attempt.place = try counter(.place, attempt)
        attempt.source = try counter(.address, attempt)
        return attempt
    }

    func store(_ attempt: LoginAttempt) throws {
        try session.run("DELETE FROM login_failures WHERE updated_at < \(now - AccessLimits.placeTrusted)")
        for counter in [attempt.user, attempt.place, attempt.source] where counter.updatedAt == now {
            try session.run(
                """
                INSERT INTO login_failures (scope, subject, failures, blocked_until, trusted_until, updated_at)
                VALUES (\(counter.scope.rawValue), \(attempt.subject(counter.scope)), \(counter.failures), \
                \(counter.blockedUntil), \(counter.trustedUntil), \(now))
                ON CONFLICT (scope, subject) DO UPDATE SET failures = excluded.failures,
                    blocked_until = excluded.blocked_until, trusted_until = excluded.trusted_until,
                    updated_at = excluded.updated_at
                """)
        }
    }

    /// Lets somebody try again at once, from everywhere.
    func forgetFailures(of name: UserName) throws {
        try session.run("DELETE FROM login_failures WHERE scope = 'user' AND subject = \(name.text)")
        // No name has a space in it.
        try session.run(
            """
            UPDATE login_failures SET failures = 0, blocked_until = 0
            WHERE scope = 'place' AND substr(subject, 1, \(name.text.count + 1)) = \(name.text + " ")
            """)
    }

    /// The stored hash of a user; nil when there is no such user.
    func password(of name: UserName) throws -> PasswordHash? {
        guard let row = try session.first("SELECT password FROM users WHERE name = \(name.text)") else { return nil }
        guard let hash = PasswordHash(try row.text("password")) else {
            throw StorageError.columnType("password", wanted: "a hash by scrypt", found: "something else")
        }
        return hash
    }

    private func counter(_ scope: Throttle.Scope, _ attempt: LoginAttempt) throws -> Throttle {
        let row = try session.first(
            """
            SELECT failures, blocked_until, trusted_until, updated_at FROM login_failures
            WHERE scope = \(scope.rawValue) AND subject = \(attempt.subject(scope))
            """)
        guard let row else { return Throttle(scope) }
        return Throttle(
            scope, failures: try row.integer("failures"), blockedUntil: try row.integer("blocked_until"),
            trustedUntil: try row.integer("trusted_until"), updatedAt: try row.integer("updated_at"))
    }
}
