extension AccessService {
    /// Makes a token. For another user only an administrator may; it is never worth more than what made it, and what is
    /// made with a token ends with it.
    package func createToken(_ request: TokenRequest, by identity: Identity) async throws -> NewToken {
        guard identity.user == request.user || identity.allows(.admin) else { throw AccessError.notYours }
        return try await write { table in
            let user = try table.user(request.user)
            // What somebody else's token is worth is bounded by that user; one's own also by how one is here.
            let most =
                identity.user == user.name ? user.permissions.limited(to: identity.permissions) : user.permissions
            let permissions = request.permissions ?? most
            guard permissions.isWithin(most) else { throw AccessError.beyondYours(most) }
            var end = request.days.map { table.now + Int64($0) * AccessLimits.day }
            if let minutes = request.minutes { end = table.now + Int64(minutes) * 60_000 }
            if case .token = identity.means, let limit = identity.expiresAt { end = min(end ?? limit, limit) }
            let new = try table.insertToken(
                for: user, origin: .made, name: request.name, permissions: permissions, expiresAt: end)
            try table.record(
                identity, "token.create", new.token.id.text, detail: "for \(user.name): \(permissions.text)")
            return new
        }
    }

    /// The tokens of a user (nil: of everyone), the newest first; those that ended lately too.
    package func tokens(of user: UserName?, by identity: Identity) async throws -> [AccessToken] {
        guard identity.allows(.admin) || (user != nil && user == identity.user) else { throw AccessError.notYours }
        return try await read { try $0.tokens(of: user) }
    }

    /// Ends a token; of another user's only an administrator may, and others do not learn that it is there.
    @discardableResult
    package func revokeToken(_ id: AccessID, by identity: Identity) async throws -> AccessToken {
        try await write { table in
            let token = try table.token(id)
            guard identity.allows(.admin) || token.user == identity.user else { throw AccessError.noSuchToken }
            try table.revoke(id)
            try table.record(identity, "token.revoke", id.text, detail: "of \(token.user)")
            return try table.token(id)
        }
    }
}
