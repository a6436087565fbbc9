/// A line of `allow`: whom a provider lets in who is not linked to a user yet.
package enum AllowRule: Hashable, Sendable {
    /// A verified address.
    case email(String)
    /// Every verified address of the domain; at Google an account that the domain governs.
    case domain(String)
    case subject(String)

    /// Reads `ann@example.org`, `@example.org` or `subject:1234`; nil for anything else.
    package init?(_ text: String) {
        if text.hasPrefix("subject:") {
            guard let subject = ExternalClaims.subject(String(text.dropFirst(8))) else { return nil }
            self = .subject(subject)
        } else if text.hasPrefix("@") {
            guard ExternalClaims.address("x\(text)") != nil else { return nil }
            self = .domain(text.dropFirst().lowercased())
        } else {
            guard let email = ExternalClaims.address(text) else { return nil }
            self = .email(email)
        }
    }

    var needsEmail: Bool { if case .subject = self { false } else { true } }

    /// Whether it means this account.
    func allows(_ claims: ExternalClaims, of kind: ProviderKind) -> Bool {
        switch self {
        case .subject(let subject): return claims.subject == subject
        case .email(let email): return claims.email == email
        case .domain(let domain):
            guard claims.email?.hasSuffix("@\(domain)") == true else { return false }
            // Anybody may have a consumer account under an address of a domain they once had a mailbox in.
            return kind != .google || claims.hostedDomain?.lowercased() == domain
        }
    }
}
