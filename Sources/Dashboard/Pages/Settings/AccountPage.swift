import API
import Access
import Wire

/// One's own account: its password, and accounts of providers that open it.
struct AccountPage: Page {
    /// An account of a provider that opens this one.
    struct Linked: Sendable {
        let providerLabel: String
        let who: String
        let linkedAt: MomentWords
        let usedAt: MomentWords?
        let byList: Bool
        let unlinkCall: String
        let dialog: String
    }

    struct Provider: Sendable {
        let linkLabel: String
        let linkCall: String
    }

    struct Values: Sendable {
        let tabs: [SettingsTab.Link]
        let name: String
        let permissions: [String]
        let madeAt: MomentWords
        /// Nil while there is no password.
        let changedAt: MomentWords?
        /// Why an account of a provider was not linked.
        let refusal: String?
        let showsLinks: Bool
        let linked: [Linked]
        let hasLinked: Bool
        let providers: [Provider]
    }

    let path = PagePaths.account
    let need = SettingsTab.account.need
    let access: AccessService
    let signIn: SignInService

    func content(for visit: PageVisit) async throws -> PageContent {
        guard let name = visit.identity.user else { throw AccessError.notSignedIn }
        let user = try await access.user(name)
        let hasPassword = try await access.hasPassword(name)
        let linked = try await access.identities(of: name).enumerated().map(linked)
        // Only words of ours: the address may be anybody's.
        let refusal = visit.query.first("problem").flatMap(SignInRefusal.init(rawValue:))?.words
        return SettingsTab.account.page(
            "settings-account",
            Values(
                tabs: SettingsTab.account.row(for: visit.identity), name: user.name.text,
                permissions: UsersPage.shown(user.permissions), madeAt: Words.moment(Moment.text(user.createdAt)),
                changedAt: hasPassword ? Words.moment(Moment.text(user.passwordChangedAt)) : nil, refusal: refusal,
                showsLinks: !signIn.providers.isEmpty || !linked.isEmpty, linked: linked, hasLinked: !linked.isEmpty,
                providers: signIn.providers.map { provider in
                    let path = Paths.signIn.replacing(":provider", with: provider.name.text)
                    return Provider(
                        linkLabel: provider.label,
                        linkCall: "POST \(path)?next=\(PercentCoding.encode(PagePaths.account))")
                }),
            script: "accounts.js")
    }

    private func linked(_ index: Int, _ identity: ExternalIdentity) -> Linked {
        let label = signIn.providers.first { $0.name.text == identity.provider }?.label
        let path = Paths.accountIdentity.replacing(":provider", with: PercentCoding.encode(identity.provider))
        return Linked(
            providerLabel: label ?? "\(identity.provider), which is no longer set up",
            who: identity.email ?? identity.label ?? identity.subject,
            linkedAt: Words.moment(Moment.text(identity.linkedAt)),
            usedAt: identity.usedAt.map { Words.moment(Moment.text($0)) }, byList: identity.origin == .allowed,
            unlinkCall: "DELETE \(path)?subject=\(PercentCoding.encode(identity.subject))", dialog: "unlink-\(index)")
    }
}
