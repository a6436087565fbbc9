package import Wire

extension UserName {
    /// As typed; throws `AccessError.badUserName`.
    package init(typed text: String) throws(AccessError) {
        guard let name = UserName(text) else { throw .badUserName(text) }
        self = name
    }
}

extension TokenRequest {
    /// How long a token lasts when nobody says.
    private static let usualDays = 90

    /// From the body of a request; `user` is whose it is when the body does not say.
    package init(_ wish: TokenWish, for user: UserName?) throws(AccessError) {
        var owner = user
        if let named = wish.user { owner = try UserName(typed: named) }
        guard let owner else { throw .notSignedIn }
        var permissions: Permissions?
        if let names = wish.permissions { permissions = try Permissions(names: names) }
        let days = wish.days ?? Self.usualDays
        try self.init(user: owner, name: wish.name, permissions: permissions, days: days == 0 ? nil : days)
    }
}
