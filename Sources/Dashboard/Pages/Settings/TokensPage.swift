import API
import Access
import Wire

/// The tokens that programs sign in with: one's own, and everybody's for an administrator who asks for them.
struct TokensPage: Page {
    struct Row: Sendable {
        let id: String
        let name: String
        let owner: String
        let origin: String
        let permissions: [String]
        let madeAt: MomentWords
        let endsAt: MomentWords?
        let usedAt: MomentWords?
        let isLive: Bool
        let state: String
    }

    struct Values: Sendable {
        let tabs: [SettingsTab.Link]
        let isAdmin: Bool
        let showsAll: Bool
        let isEmpty: Bool
        let rows: [Row]
        let choices: [PermissionChoice]
        let hasChoices: Bool
    }

    let path = PagePaths.tokens
    let need = SettingsTab.tokens.need
    let access: AccessService

    func content(for visit: PageVisit) async throws -> PageContent {
        let identity = visit.identity
        let showsAll = identity.allows(.admin) && visit.query.first("user") == "*"
        let tokens = try await access.tokens(of: showsAll ? nil : identity.user, by: identity)
        let now = access.moment
        let choices = PermissionChoice.all(within: identity.permissions)
        return SettingsTab.tokens.page(
            "settings-tokens",
            Values(
                tabs: SettingsTab.tokens.row(for: identity), isAdmin: identity.allows(.admin), showsAll: showsAll,
                isEmpty: tokens.isEmpty, rows: tokens.map { Self.row($0, now: now) }, choices: choices,
                hasChoices: !choices.isEmpty),
            script: "accounts.js")
    }

    static func row(_ token: AccessToken, now: Int64) -> Row {
        let isLive = token.isLive(at: now)
        return Row(
            id: token.id.text, name: token.name, owner: token.user.text,
            origin: token.origin == .made ? "made" : "given for a password",
            permissions: UsersPage.shown(token.permissions), madeAt: Words.moment(Moment.text(token.createdAt)),
            endsAt: token.expiresAt.map { Words.moment(Moment.text($0)) },
            usedAt: token.lastUsedAt.map { Words.moment(Moment.text($0)) }, isLive: isLive,
            state: isLive ? "" : token.revokedAt == nil ? "ended" : "revoked")
    }
}
