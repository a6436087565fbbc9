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
}
