/// An account of a provider that belongs to a user.
package struct IdentityView: Codable, Sendable, Hashable {
    package var user: String
    package var provider: String
    package var issuer: String
    package var subject: String
    /// `allowed` by the provider's list, or `linked`.
    package var origin: String
    package var email: String?
    package var label: String?
    package var linkedAt: String
    package var usedAt: String?

    package init(
        user: String, provider: String, issuer: String, subject: String, origin: String, email: String?,
        label: String?, linkedAt: String, usedAt: String?
    ) {
        self.user = user
        self.provider = provider
        self.issuer = issuer
        self.subject = subject
        self.origin = origin
        self.email = email
        self.label = label
        self.linkedAt = linkedAt
        self.usedAt = usedAt
    }
}

/// The providers that people may sign in with.
package struct SignInView: Codable, Sendable, Hashable {
    package var providers: [SignInProviderView]

    package init(providers: [SignInProviderView]) { self.providers = providers }
}

/// Where a page's script sends the browser to go on at a provider.
package struct SignInStartView: Codable, Sendable, Hashable {
    package var location: String

    package init(location: String) { self.location = location }
}

/// A provider, as a button shows it.
package struct SignInProviderView: Codable, Sendable, Hashable {
    package var name: String
    package var label: String
    /// `google`, `apple`, `github` or `oidc`.
    package var kind: String
    /// The path at which a browser begins.
    package var start: String

    package init(name: String, label: String, kind: String, start: String) {
        self.name = name
        self.label = label
        self.kind = kind
        self.start = start
    }
}
