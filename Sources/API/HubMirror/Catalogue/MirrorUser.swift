package import Access

/// Who is asking, as `hf auth whoami` shows it.
package struct MirrorUser: Hashable, Sendable {
    package let id: String
    package let name: String
    package let fullName: String
    package let mayWrite: Bool

    package init(id: String, name: String, fullName: String, mayWrite: Bool = false) {
        self.id = id
        self.name = name
        self.fullName = fullName
        self.mayWrite = mayWrite
    }

    /// Nil for who is no user.
    package init?(_ identity: Identity) {
        guard let user = identity.user else { return nil }
        self.init(id: user.text, name: user.text, fullName: user.text, mayWrite: identity.allows(.upload))
    }
}
