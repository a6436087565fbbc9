import Storage

extension AccessService {
    /// Lets somebody in whom a provider has proved to be who they are, or links the account to who asked for it.
    func enter(
        _ claims: ExternalClaims, through provider: SignInProvider, _ attempt: SignInAttempt, at address: ClientAddress
    ) async throws -> SignInService.End {
        let decoy = decoy
        return try await write { table in
            if let number = attempt.linking {
                try table.linkOwn(claims, provider, number, address)
                return SignInService.End(session: nil, next: attempt.next)
            }
            let user = try table.resident(claims, provider) ?? table.newcomer(claims, provider, decoy, address)
            try table.note(claims, through: provider.name)
            try table.session.run("UPDATE users SET last_login_at = \(table.now) WHERE number = \(user.number)")
            let new = try table.insertSession(of: user, at: address)
            try table.record(
                new.identity, "session.create", user.name.text, detail: "through \(provider.name)", address: address)
            return SignInService.End(session: new, next: attempt.next)
        }
    }
}

extension AccessTable {
    fileprivate func linkOwn(
        _ claims: ExternalClaims, _ provider: SignInProvider, _ number: Int64, _ address: ClientAddress
    ) throws {
        let row = try session.first("SELECT \(User.columns) FROM users WHERE number = \(number)")
        guard let user = try row.map(User.init) else {
            throw SignInError.refused(.expired, detail: "the user is no more")
        }
        try link(claims, through: provider.name, to: user, .linked)
        try note(claims, through: provider.name)
        try record(
            actor: user.name.text, "user.link", user.name.text, detail: "\(provider.name): \(claims.subject)",
            address: address)
    }

    /// Whose account it is; nil when it is nobody's. Who came by the list must still be on it.
    fileprivate func resident(_ claims: ExternalClaims, _ provider: SignInProvider) throws -> User? {
        guard let known = try identity(claims.issuer, claims.subject) else { return nil }
        guard known.origin == .allowed else { return try user(known.user) }
        var present = claims
        // Apple may leave the address out later on; one that is said not to be verified is another matter.
        if present.email == nil, !present.hasUnverifiedEmail { present.email = known.email }
        guard provider.allows(present) else { throw Self.refusal(of: present, provider) }
        return try user(known.user)
    }

    /// Somebody new whom the list allows: a user without a password, who may do what the provider's setting says.
    fileprivate func newcomer(
        _ claims: ExternalClaims, _ provider: SignInProvider, _ password: PasswordHash, _ address: ClientAddress
    ) throws -> User {
        guard provider.allows(claims) else { throw Self.refusal(of: claims, provider) }
        let free = try claims.names(provider.name).first { try findUser($0) == nil }
        guard let name = free else { throw SignInError.refused(.taken, detail: "every name is taken") }
        // A hash that fits no password: there is no way in but the provider's, until somebody sets one.
        let user = try insert(name, PasswordHash(fittingNothing: password.cost), provider.permissions)
        try link(claims, through: provider.name, to: user, .allowed)
        try record(
            .system, "user.add", name.text,
            detail: "through \(provider.name), subject \(claims.subject): \(provider.permissions.text)",
            address: address)
        return user
    }

    /// What is said holds what an administrator needs to link the account.
    private static func refusal(of claims: ExternalClaims, _ provider: SignInProvider) -> SignInError {
        let who = "subject \(claims.subject)" + (claims.email.map { ", \($0)" } ?? "")
        if provider.allow.isEmpty { return .refused(.notLinked, detail: who) }
        return .refused(claims.hasUnverifiedEmail ? .unverified : .notAllowed, detail: who)
    }
}
