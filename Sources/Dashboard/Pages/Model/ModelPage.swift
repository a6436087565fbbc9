import API
import Access
import Domain
import Registry
import Wire

/// One kept model: a head that is always there, and one of its tabs.
struct ModelPage: Page {
    struct Tab: Sendable {
        let address: String
        let label: String
        let isOpen: Bool
    }

    struct Values: Sendable {
        let head: ModelHead
        let tabs: [Tab]
        var running: RunOffer?
        var overview: OverviewTab?
        var scores: ScoresTab?
        var licence: LicenceTab?
        var files: FilesTab?
        var lineage: LineageTab?
        var versions: VersionsTab?
        var card: CardTab?
        var history: HistoryTab?
        var manage: ManageTab?
    }

    let path = PagePaths.model
    let need = Need.search
    let services: ModelServices

    func content(for visit: PageVisit) async throws -> PageContent {
        let sight = try await sight(for: visit)
        let open = visit.query.first("tab").flatMap { ModelTab(rawValue: $0) } ?? .overview
        var values = Values(
            head: ModelHead(sight),
            tabs: ModelTab.allCases.map { tab in
                Tab(address: sight.address.page(tab), label: tab.label, isOpen: tab == open)
            })
        switch open {
        case .overview:
            values.running = try await RunOffer(sight, services)
            values.overview = try await OverviewTab(sight, services)
        case .scores: values.scores = try await ScoresTab(sight, services)
        case .licence: values.licence = try await LicenceTab(sight, services)
        case .files: values.files = try await FilesTab(sight, services, after: visit.query.first("after"))
        case .lineage: values.lineage = try await LineageTab(sight, services)
        case .versions: values.versions = try await VersionsTab(sight, services, visit.query)
        case .card: values.card = try await CardTab(sight, services)
        case .history: values.history = try await HistoryTab(sight, services, visit.query)
        case .manage: values.manage = try await ManageTab(sight, services)
        }
        return PageContent(
            sight.address.repository.path, in: .models, template: "model", values: values, script: "model.js",
            style: "models.css")
    }

    /// The model by its own spelling; where nobody said the kind and there is no such model, the data set of that name.
    private func known(_ address: ModelAddress, said: Bool) async throws -> RepositoryID? {
        if let model = try await services.catalogue.canonical(address.repository) { return model }
        guard !said, let dataset = RepositoryID(address.repository.path, kind: .dataset) else { return nil }
        return try await services.catalogue.canonical(dataset)
    }

    /// What every tab begins with. A name in another letter case leads to the page itself.
    private func sight(for visit: PageVisit) async throws -> ModelSight {
        let address = try ModelAddress(visit)
        do {
            let headline = try await services.catalogue.headline(of: address.repository, at: address.revision)
            return ModelSight(address: address, headline: headline, identity: visit.identity)
        } catch RegistryError.notKept(let name) {
            guard let known = try await known(address, said: visit.query.first("kind") != nil),
                known != address.repository
            else {
                throw Problem(
                    .notFound, "model `\(name)` is not kept here", hint: "look for it on a Hub, or in the model browser"
                )
            }
            throw PageRedirect(to: address.spelt(known).page())
        }
    }
}

/// Which version is looked at, and by whom.
struct ModelSight: Sendable {
    let address: ModelAddress
    let headline: ModelHeadline
    let identity: Identity

    var repository: RepositoryID { address.repository }
    var commit: GitObjectID? { GitObjectID(headline.summary.commit) }

    func may(_ permission: Permission) -> Bool { identity.allows(permission) }
}
