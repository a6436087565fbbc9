extension AccessService {
    /// Accounts of providers that belong to a user (nil: to everyone).
    package func identities(of user: UserName? = nil) async throws -> [ExternalIdentity] {
        try await read { try $0.identities(of: user) }
    }

    /// Makes an account of a provider somebody's. Throws `SignInError.alreadyLinked` when it is another's.
    package func link(
        _ name: UserName, to provider: SignInProvider, subject: String, by identity: Identity
    ) async throws -> [ExternalIdentity] {
        guard let subject = ExternalClaims.subject(subject) else { throw SignInError.badSubject }
        let claims = ExternalClaims(issuer: provider.issuer.description, subject: subject)
        return try await write { table in
            try table.link(claims, through: provider.name, to: try table.user(name), .linked)
            try table.record(identity, "user.link", name.text, detail: "\(provider.name): \(subject)")
            return try table.identities(of: name)
        }
    }

    /// Takes accounts of one provider, or the one with this subject, away from a user, whose sessions end.
    package func unlink(
        _ name: UserName, from provider: String, subject: String? = nil, by identity: Identity
    ) async throws -> [ExternalIdentity] {
        try await write { table in
            _ = try table.user(name)
            let found = try table.identities(of: name).filter { each in
                each.provider == provider && (subject.map { $0 == each.subject } ?? true)
            }
            guard !found.isEmpty else { throw SignInError.notLinked(name) }
            for each in found {
                try table.unlink(each)
                try table.record(identity, "user.unlink", name.text, detail: "\(each.provider): \(each.subject)")
            }
            return try table.identities(of: name)
        }
    }

    /// The same by the user, in a browser that signed in here; that session goes on, the others end.
    ///
    /// Throws `SignInError.lastWayIn` where there is no password and no other account to come back with.
    package func unlinkOwn(
        from provider: String, subject: String?, by identity: Identity, at address: ClientAddress
    ) async throws {
        guard let name = identity.user else { throw AccessError.notSignedIn }
        guard case .session(let session) = identity.means else { throw SignInError.needsSession }
        try await write { table in
            let all = try table.identities(of: name)
            let found = all.filter { each in
                each.provider == provider && (subject.map { $0 == each.subject } ?? true)
            }
            guard !found.isEmpty else { throw SignInError.notLinked(name) }
            if found.count == all.count, try !table.hasSetPassword(name) { throw SignInError.lastWayIn(name) }
            for each in found {
                try table.unlink(each, keeping: session)
                try table.record(
                    identity, "user.unlink", name.text, detail: "\(each.provider): \(each.subject)", address: address)
            }
        }
    }
}
