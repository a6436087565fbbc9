import API
import Access
import Wire

/// One's own account, and its password.
struct AccountPage: Page {
    struct Values: Sendable {
        let tabs: [SettingsTab.Link]
        let name: String
        let permissions: [String]
        let madeAt: MomentWords
        let changedAt: MomentWords
    }

    let path = PagePaths.account
    let need = SettingsTab.account.need
    let access: AccessService

    func content(for visit: PageVisit) async throws -> PageContent {
        guard let name = visit.identity.user else { throw AccessError.notSignedIn }
        let user = try await access.user(name)
        return SettingsTab.account.page(
            "settings-account",
            Values(
                tabs: SettingsTab.account.row(for: visit.identity), name: user.name.text,
                permissions: UsersPage.shown(user.permissions), madeAt: Words.moment(Moment.text(user.createdAt)),
                changedAt: Words.moment(Moment.text(user.passwordChangedAt))),
            script: "accounts.js")
    }
}
