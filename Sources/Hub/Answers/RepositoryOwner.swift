package import Wire

/// Who stands behind a namespace of a Hub.
package struct RepositoryOwner: Hashable, Sendable {
    package var name: String
    package var isOrganisation: Bool
    /// Whether the Hub vouches for it: verified, or an enterprise's.
    package var isVerified: Bool

    package init(name: String, isOrganisation: Bool, isVerified: Bool) {
        self.name = name
        self.isOrganisation = isOrganisation
        self.isVerified = isVerified
    }

    /// Reads `/api/organizations/{name}/overview` or `/api/users/{name}/overview`.
    package init(json: JSONValue, name: String, isOrganisation: Bool) {
        self.name = name
        self.isOrganisation = isOrganisation
        isVerified = ["isVerified", "isEnterprise"].contains { json[$0]?.bool == true }
    }
}
