import API
import Access
import Domain

/// Where one signs in.
struct LoginPage: Page {
    struct Provider: Sendable {
        let label: String
        let start: String
    }

    struct Values: Sendable {
        let next: String
        let user: String?
        /// Why signing in through a provider was refused.
        let refusal: String?
        let hasProviders: Bool
        let providers: [Provider]
    }

    let path = PagePaths.login
    let need = Need.nothing
    let signIn: SignInService

    func content(for visit: PageVisit) async throws -> PageContent {
        let next = LocalAddress(visit.query.first("next"))?.text ?? PagePaths.overview
        let providers = signIn.providers.map { provider in
            let start = Paths.signIn.replacing(":provider", with: provider.name.text)
            return Provider(label: provider.label, start: "\(start)?next=\(PercentCoding.encode(next))")
        }
        // Only words of ours: the address may be anybody's.
        let refusal = visit.query.first("problem").flatMap(SignInRefusal.init(rawValue:))?.words
        return PageContent(
            "Sign in", in: nil, template: "login",
            values: Values(
                // In braces stands what an action fills in.
                next: next.replacing("{", with: "%7B"), user: visit.identity.user?.text, refusal: refusal,
                hasProviders: !providers.isEmpty,
                providers: providers))
    }
}
