import API
import Access
import Wire

/// Who may use the server, and what each may do.
struct UsersPage: Page {
    struct Row: Sendable {
        let name: String
        let permissions: [String]
        let permissionList: String
        let madeAt: MomentWords
        let loginAt: MomentWords?
        let isSelf: Bool
    }

    struct Values: Sendable {
        let tabs: [SettingsTab.Link]
        let count: String
        let rows: [Row]
        let choices: [PermissionChoice]
    }

    let path = PagePaths.users
    let need = SettingsTab.users.need
    let access: AccessService

    func content(for visit: PageVisit) async throws -> PageContent {
        let rows = try await access.users().map { user in
            Row(
                name: user.name.text, permissions: Self.shown(user.permissions),
                permissionList: user.permissions.text, madeAt: Words.moment(Moment.text(user.createdAt)),
                loginAt: user.lastLoginAt.map { Words.moment(Moment.text($0)) },
                isSelf: user.name == visit.identity.user)
        }
        return SettingsTab.users.page(
            "settings-users",
            Values(
                tabs: SettingsTab.users.row(for: visit.identity), count: Words.count(rows.count, "user"), rows: rows,
                choices: PermissionChoice.all()),
            script: "accounts.js")
    }

    /// `admin` stands for all others.
    static func shown(_ permissions: Permissions) -> [String] {
        permissions.allows(.admin) ? ["admin"] : permissions.names
    }
}
