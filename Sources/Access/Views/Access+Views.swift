package import Wire

extension UserView {
    package init(_ user: User) {
        self.init(
            name: user.name.text, permissions: user.permissions.names, createdAt: Moment.text(user.createdAt),
            passwordChangedAt: Moment.text(user.passwordChangedAt), lastLoginAt: user.lastLoginAt.map(Moment.text))
    }
}

extension UserView {
    /// With the accounts of providers that are this user's, of these.
    package init(_ user: User, _ identities: [ExternalIdentity]) {
        self.init(user)
        self.identities = identities.filter { $0.user == user.name }.map(IdentityView.init)
    }
}

extension IdentityView {
    package init(_ identity: ExternalIdentity) {
        self.init(
            user: identity.user.text, provider: identity.provider, issuer: identity.issuer, subject: identity.subject,
            origin: identity.origin.rawValue, email: identity.email, label: identity.label,
            linkedAt: Moment.text(identity.linkedAt), usedAt: identity.usedAt.map(Moment.text))
    }
}

extension TokenView {
    package init(_ token: AccessToken) {
        self.init(
            id: token.id.text, user: token.user.text, name: token.name, origin: token.origin.rawValue,
            permissions: token.permissions.names, createdAt: Moment.text(token.createdAt),
            expiresAt: token.expiresAt.map(Moment.text), revokedAt: token.revokedAt.map(Moment.text),
            lastUsedAt: token.lastUsedAt.map(Moment.text))
    }
}

extension NewTokenView {
    /// The one place where a token leaves Roost.
    package init(_ new: NewToken) { self.init(token: new.secret.revealed, details: TokenView(new.token)) }
}

extension SessionView {
    package init(_ identity: Identity) {
        let via =
            switch identity.means {
            case .anonymous: "anonymous"
            case .token: "token"
            case .session: "session"
            case .commandLine, .system: "local"
            }
        self.init(
            user: identity.user?.text, via: via, permissions: identity.permissions.names,
            expiresAt: identity.expiresAt.map(Moment.text))
    }
}

extension AuditView {
    package init(_ entry: AuditEntry) {
        self.init(
            number: entry.number, at: Moment.text(entry.at), actor: entry.actor, action: entry.action.rawValue,
            subject: entry.subject, outcome: entry.outcome.rawValue, detail: entry.detail, address: entry.address,
            times: entry.times)
    }
}
