/// What a token is to be.
package struct TokenRequest: Sendable {
    let user: UserName
    let name: String
    /// Nil: all that its user has.
    let permissions: Permissions?
    /// Nil: no end.
    let days: Int?
    /// A shorter life, for what a program makes for itself: minutes.
    package var minutes: Int?

    /// Throws `AccessError` for a name or a life that makes no sense.
    package init(user: UserName, name: String, permissions: Permissions?, days: Int?) throws(AccessError) {
        guard (1...100).contains(name.count), name.utf8.count <= 400 else { throw .badTokenName }
        guard !name.unicodeScalars.contains(where: { $0.value < 32 || (127..<160).contains($0.value) }) else {
            throw .badTokenName
        }
        guard days.map({ (1...AccessLimits.tokenDays).contains($0) }) ?? true else { throw .badLifetime }
        self.user = user
        self.name = name
        self.permissions = permissions
        self.days = days
    }
}
