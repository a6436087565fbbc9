import Storage

extension AccessTable {
    /// Accounts of a user (nil: of everyone), by user.
    func identities(of user: UserName?) throws -> [ExternalIdentity] {
        let condition: SQL = user.map { "WHERE users.name = \($0.text)" } ?? ""
        return try session.rows(
            "\(Self.selectIdentities) \(condition) ORDER BY users.name, external_identities.linked_at, subject"
        ).map(ExternalIdentity.init)
    }

    func identity(_ issuer: String, _ subject: String) throws -> ExternalIdentity? {
        try session.first(
            """
            \(Self.selectIdentities) WHERE external_identities.issuer = \(issuer)
                AND external_identities.subject = \(subject)
            """
        ).map(ExternalIdentity.init)
    }

    /// Makes an account somebody's; one that is theirs already becomes linked.
    func link(
        _ claims: ExternalClaims, through provider: ProviderName, to user: User, _ origin: IdentityOrigin
    ) throws {
        if let known = try identity(claims.issuer, claims.subject) {
            guard known.user == user.name else { throw SignInError.alreadyLinked(known.user) }
        } else if try identities(of: user.name).count >= SignInLimits.identities {
            throw AccessError.tooManyIdentities(user.name)
        }
        try session.run(
            """
            INSERT INTO external_identities (issuer, subject, provider, user_number, origin, email, label, linked_at)
            VALUES (\(claims.issuer), \(claims.subject), \(provider.text), \(user.number), \(origin.rawValue), \
            \(claims.email), \(claims.label.map(Self.label)), \(now))
            ON CONFLICT (issuer, subject) DO UPDATE SET origin = excluded.origin, provider = excluded.provider
            """)
    }

    /// Notes that an account was used, and what its provider says of it now.
    func note(_ claims: ExternalClaims, through provider: ProviderName) throws {
        try session.run(
            """
            UPDATE external_identities SET used_at = \(now), provider = \(provider.text),
                email = COALESCE(\(claims.email), email), label = COALESCE(\(claims.label.map(Self.label)), label)
            WHERE issuer = \(claims.issuer) AND subject = \(claims.subject)
            """)
    }

    /// Takes accounts away, and ends the user's sessions, because nobody knows which of them one had opened.
    func unlink(_ identity: ExternalIdentity, keeping kept: AccessID? = nil) throws {
        try session.run(
            "DELETE FROM external_identities WHERE issuer = \(identity.issuer) AND subject = \(identity.subject)")
        let number = try user(identity.user).number
        try session.run("DELETE FROM sessions WHERE user_number = \(number) AND id <> \(kept?.text ?? "")")
    }

    private static let selectIdentities: SQL =
        "SELECT \(ExternalIdentity.columns) FROM external_identities JOIN users ON users.number = user_number"

    /// Names come from elsewhere: short, and nothing that moves a cursor.
    private static func label(_ text: String) -> String {
        let safe = text.unicodeScalars.prefix(SignInLimits.label).filter { scalar in
            scalar.value >= 32 && !(127..<160).contains(scalar.value) && scalar.properties.generalCategory != .format
        }
        return String(String.UnicodeScalarView(safe))
    }
}
