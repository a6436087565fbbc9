import API
import Access

/// What stands around every page.
struct PageFrame: Sendable {
    struct Place: Sendable {
        let label: String
        let path: String
        let icon: String
        let isCurrent: Bool
    }

    let title: String
    let theme: String
    let isFolded: Bool
    let assets: String
    let script: String?
    let style: String?
    let places: [Place]
    /// Nil for a visitor without a name.
    let user: String?
    let loginPath: String
    let showsSignIn: Bool
    let content: Markup

    init(
        _ page: PageContent, _ identity: Identity, _ appearance: Appearance, assets: String, address: String,
        body: Markup
    ) {
        title = page.title
        theme = appearance.theme
        isFolded = appearance.isFolded
        self.assets = assets
        script = page.script
        style = page.style
        places = Section.allCases.filter { $0.isShown(to: identity) }.map {
            Place(label: $0.label, path: $0.path, icon: $0.rawValue, isCurrent: $0 == page.section)
        }
        user = identity.user?.text
        loginPath = "\(PagePaths.login)?next=\(PercentCoding.encode(address))"
        showsSignIn = page.template != "login"
        content = body
    }
}
