/// What a provider is called in config.yaml and in addresses: 1 to 32 of `a-z 0-9 -`, beginning with a letter.
package struct ProviderName: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    /// Nil for anything that is no such name.
    package init?(_ text: some StringProtocol) {
        guard (1...32).contains(text.utf8.count), let first = text.utf8.first, (97...122).contains(first) else {
            return nil
        }
        guard text.utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }) else {
            return nil
        }
        self.text = String(text)
    }

    package var description: String { text }
}

/// What a provider speaks.
package enum ProviderKind: String, Sendable, CaseIterable {
    case google
    case apple
    case github
    /// Any issuer that can be discovered.
    case oidc

    var usualIssuer: String? {
        switch self {
        case .google: "https://accounts.google.com"
        case .apple: "https://appleid.apple.com"
        case .github: "https://github.com"
        case .oidc: nil
        }
    }

    var usualScopes: [String] {
        switch self {
        case .google, .oidc: ["openid", "email", "profile"]
        case .apple: ["name", "email"]
        case .github: ["read:user", "user:email"]
        }
    }

    /// As a button says it; nil where the name must do.
    var usualLabel: String? {
        switch self {
        case .google: "Google"
        case .apple: "Apple"
        case .github: "GitHub"
        case .oidc: nil
        }
    }
}
