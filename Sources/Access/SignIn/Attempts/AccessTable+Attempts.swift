import Storage

extension AccessTable {
    /// Keeps an attempt under the hash of its state. Throws when too many were begun from the address.
    func insert(_ attempt: SignInAttempt, state: ChanceText, from address: ClientAddress) throws {
        try session.run("DELETE FROM sign_in_attempts WHERE expires_at <= \(now)")
        let mine = try count("SELECT COUNT(*) AS n FROM sign_in_attempts WHERE address = \(address.text)")
        guard mine < SignInLimits.attemptsOfAddress else {
            throw SignInError.refused(.throttled, detail: "\(mine) begun from here and not ended")
        }
        let all = try count("SELECT COUNT(*) AS n FROM sign_in_attempts")
        if all >= SignInLimits.attempts {
            try session.run(
                """
                DELETE FROM sign_in_attempts WHERE hash IN
                    (SELECT hash FROM sign_in_attempts ORDER BY created_at LIMIT \(all - SignInLimits.attempts + 1))
                """)
        }
        try session.run(
            """
            INSERT INTO sign_in_attempts (hash, provider, browser, nonce, verifier, redirect_uri, next, user_number, \
            address, created_at, expires_at)
            VALUES (\(state.hash), \(attempt.provider.text), \(attempt.browser), \(attempt.nonce.revealed), \
            \(attempt.verifier.revealed), \(attempt.redirect), \(attempt.next.text), \(attempt.linking), \
            \(address.text), \(now), \(attempt.expiresAt))
            """)
    }

    /// Takes an attempt away and gives it back: nobody else will find it. Nil when there is none, or it is too old.
    func takeAttempt(_ state: ChanceText) throws -> SignInAttempt? {
        let row = try session.first(
            """
            DELETE FROM sign_in_attempts WHERE hash = \(state.hash)
            RETURNING provider, browser, nonce, verifier, redirect_uri, next, user_number, expires_at
            """)
        guard let attempt = try row.flatMap(SignInAttempt.init), attempt.expiresAt > now else { return nil }
        return attempt
    }

    /// Seconds that whoever comes from there has to wait, after too many tries that came to nothing; nil for none.
    func wait(at address: ClientAddress) throws -> Int64? {
        let wait = try attempt("?", at: address).source.wait(at: now)
        return wait > 0 ? (wait + 999) / 1000 : nil
    }

    /// Counts a try that came to nothing against its address, together with wrong passwords.
    func noteFailure(at address: ClientAddress) throws {
        var counters = try attempt("?", at: address)
        counters.source.fail(at: now)
        try store(counters)
    }

    private func count(_ query: SQL) throws -> Int64 { try session.first(query)?.integer("n") ?? 0 }
}
