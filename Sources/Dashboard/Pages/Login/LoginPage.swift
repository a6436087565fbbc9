import API
import Access
import Domain

/// Where one signs in.
struct LoginPage: Page {
    struct Values: Sendable {
        let next: String
        let user: String?
    }

    let path = PagePaths.login
    let need = Need.nothing

    func content(for visit: PageVisit) async throws -> PageContent {
        let next = LocalAddress(visit.query.first("next"))?.text ?? PagePaths.overview
        return PageContent(
            "Sign in", in: nil, template: "login", values: Values(next: next, user: visit.identity.user?.text))
    }
}
