/// The policy in force.
package struct PolicyView: Codable, Sendable, Hashable {
    package var name: String
    package var digest: String
    /// As it is written.
    package var text: String
    /// The file it was read from; nil for a built-in one.
    package var file: String?
    /// Why a newer file is not used; nil when this is what the file says.
    package var problem: String?
    /// Why it cannot be changed over HTTP; nil when an administrator can.
    package var fixed: String?

    package init(name: String, digest: String, text: String, file: String?, problem: String?, fixed: String? = nil) {
        self.fixed = fixed
        self.name = name
        self.digest = digest
        self.text = text
        self.file = file
        self.problem = problem
    }
}

/// The text of a policy that somebody proposes.
package struct PolicyWish: Codable, Sendable {
    package var text: String
}

/// The body of `POST /api/v1/policy/preview`.
package struct PolicyPreviewWish: Codable, Sendable {
    package var text: String
    /// `next` of the page before.
    package var after: Int64?
    package var limit: Int?
}

/// A page of what a policy would change for the versions that were assessed.
package struct PolicyPreview: Codable, Sendable, Hashable {
    package var policy: String
    package var policyDigest: String
    /// Versions that were decided again for this page.
    package var decided: Int
    /// Versions there are.
    package var total: Int
    /// Kept versions about which nothing is known to decide from.
    package var unassessed: Int
    /// Only those whose decision differs from the last one.
    package var changed: [VerdictChange]
    /// Where the next page begins; nil after the last.
    package var next: Int64?

    package init(
        policy: String, policyDigest: String, decided: Int, total: Int, unassessed: Int, changed: [VerdictChange],
        next: Int64?
    ) {
        self.policy = policy
        self.policyDigest = policyDigest
        self.decided = decided
        self.total = total
        self.unassessed = unassessed
        self.changed = changed
        self.next = next
    }
}
