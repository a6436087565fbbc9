import Domain

/// A provider that people may sign in with, as it is configured.
package struct SignInProvider: Sendable {
    package let name: ProviderName
    package let kind: ProviderKind
    /// What a button says.
    package let label: String
    package let issuer: ProviderAddress
    let client: String
    let secret: ClientSecret
    let scopes: [String]
    /// Empty: only accounts that are linked.
    package let allow: [AllowRule]
    /// What a newcomer may do.
    let permissions: Permissions

    /// The fields of a provider in config.yaml that are words.
    package struct Wish: Sendable {
        package var kind: String
        package var label: String?
        package var issuer: String?
        package var client: String?
        package var scopes: [String]
        package var allow: [String]
        package var permissions: [String]

        package init(
            kind: String, label: String?, issuer: String?, client: String?, scopes: [String], allow: [String],
            permissions: [String]
        ) {
            self.kind = kind
            self.label = label
            self.issuer = issuer
            self.client = client
            self.scopes = scopes
            self.allow = allow
            self.permissions = permissions
        }
    }

    /// Throws `SignInError.misconfigured` for what makes no sense.
    package init(_ name: String, _ wish: Wish, secret: ClientSecret) throws(SignInError) {
        func wrong(_ why: String, _ hint: String) -> SignInError {
            .misconfigured(provider: name, why: why, hint: hint)
        }
        guard let plain = ProviderName(name) else {
            throw wrong("has no usable name", "1 to 32 of a-z, 0-9 and -, beginning with a letter")
        }
        guard let kind = ProviderKind(rawValue: wish.kind) else {
            throw wrong("is of no known kind", "`kind` is google, apple, github or oidc")
        }
        guard let text = wish.issuer ?? kind.usualIssuer else {
            throw wrong("lacks its `issuer`", "write it as its discovery document has it")
        }
        guard let issuer = ProviderAddress(text), !text.contains("?") else {
            throw wrong("has an `issuer` that cannot be asked", "write https://host, or http:// on this machine alone")
        }
        guard let client = wish.client, (1...512).contains(client.utf8.count) else {
            throw wrong("lacks its `client-id`", "the provider shows it where the client was registered")
        }
        let scopes = wish.scopes.isEmpty ? kind.usualScopes : wish.scopes
        guard scopes.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (33...126).contains($0) } }) else {
            throw wrong("has a scope that is none", "scopes are words without spaces")
        }
        guard [.apple, .github].contains(kind) || scopes.contains("openid") else {
            throw wrong("lacks the scope `openid`", "without it nobody is told who signed in")
        }
        let allow = wish.allow.compactMap { AllowRule($0) }
        guard allow.count == wish.allow.count else {
            throw wrong("has a line in `allow` that is none", "write ann@example.org, @example.org or subject:1234")
        }
        do { permissions = try Permissions(names: wish.permissions) } catch {
            throw wrong("gives what is no permission", error.problem.hint ?? "")
        }
        guard !permissions.allows(.admin) else {
            throw wrong("would make strangers administrators", "give `admin` to a user: `roost user grant`")
        }
        if case .none = secret, kind != .oidc {
            throw wrong("lacks its secret", "set `client-secret-file` or `client-secret`")
        }
        self.name = plain
        self.kind = kind
        self.label = wish.label ?? kind.usualLabel ?? name
        self.issuer = issuer
        self.client = client
        self.secret = secret
        self.scopes = scopes
        self.allow = allow
    }

    /// Whether somebody who is linked to no user is let in, or let in again.
    func allows(_ claims: ExternalClaims) -> Bool { allow.contains { $0.allows(claims, of: kind) } }
    var needsEmail: Bool { allow.contains(where: \.needsEmail) }
}
