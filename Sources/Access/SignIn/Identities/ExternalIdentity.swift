import Storage

/// How an account of a provider came to belong to a user.
package enum IdentityOrigin: String, Sendable, Hashable {
    /// By the provider's `allow`, which is asked again at each sign-in.
    case allowed
    /// By its owner or an administrator; `allow` does not matter.
    case linked
}

/// An account of a provider that belongs to a user: known by its issuer and subject alone, never by an e-mail address.
package struct ExternalIdentity: Hashable, Sendable {
    package let user: UserName
    package let issuer: String
    package let subject: String
    /// The provider it was last used through.
    package let provider: String
    package let origin: IdentityOrigin
    /// The verified address the provider last named, to be shown.
    package let email: String?
    /// What its owner is called there, to be shown.
    package let label: String?
    /// Milliseconds since 1970, as all times here.
    package let linkedAt: Int64
    package let usedAt: Int64?

    static let columns: SQL = """
        users.name AS user_name, external_identities.issuer, external_identities.subject, \
        external_identities.provider, external_identities.origin, external_identities.email, \
        external_identities.label, external_identities.linked_at, external_identities.used_at
        """

    init(_ row: Row) throws {
        user = try row.userName("user_name")
        issuer = try row.text("issuer")
        subject = try row.text("subject")
        provider = try row.text("provider")
        let text = try row.text("origin")
        guard let origin = IdentityOrigin(rawValue: text) else {
            throw StorageError.columnType("origin", wanted: "allowed or linked", found: text)
        }
        self.origin = origin
        email = try row.optionalText("email")
        label = try row.optionalText("label")
        linkedAt = try row.integer("linked_at")
        usedAt = try row.optionalInteger("used_at")
    }
}
