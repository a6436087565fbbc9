import API
import Access

/// A page of the settings, in the order of the tabs.
enum SettingsTab: String, CaseIterable, Sendable {
    case policy = "Policy"
    case hubs = "Hubs"
    case users = "Users"
    case tokens = "Tokens"
    case disk = "Disk"
    case audit = "Audit trail"
    case account = "Account"
    case appearance = "Appearance"

    var path: String {
        switch self {
        case .policy: PagePaths.policy
        case .hubs: PagePaths.hubs
        case .users: PagePaths.users
        case .tokens: PagePaths.tokens
        case .disk: PagePaths.disk
        case .audit: PagePaths.audit
        case .account: PagePaths.account
        case .appearance: PagePaths.appearance
        }
    }

    var need: Need {
        switch self {
        case .policy, .disk: .search
        case .hubs, .users, .audit: .admin
        case .tokens, .account: .account
        case .appearance: .nothing
        }
    }

    func isOpen(to identity: Identity) -> Bool {
        switch need {
        case .nothing: true
        case .account: identity.user != nil
        case .permission(let permission): identity.allows(permission)
        }
    }

    /// The tabs a visitor may open, with this one marked.
    func row(for identity: Identity) -> [Link] {
        Self.allCases.filter { $0.isOpen(to: identity) }.map {
            Link(tab: $0.rawValue, tabPath: $0.path, isHere: $0 == self)
        }
    }

    /// What the partial `settings-tabs` is filled with.
    struct Link: Sendable, Hashable {
        let tab: String
        let tabPath: String
        let isHere: Bool
    }

    /// The page of this tab.
    func page(_ template: String, _ values: any Sendable, script: String? = nil) -> PageContent {
        PageContent(rawValue, in: .settings, template: template, values: values, script: script)
    }
}
