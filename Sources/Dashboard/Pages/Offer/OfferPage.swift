import API
import Access
import Domain
import Hub
import Registry

/// A repository as a Hub has it, and the way to bring it in.
struct OfferPage: Page {
    struct Values: Sendable {
        let isDataset: Bool
        let hub: HubName
        let hubPage: String?
        let gateHint: String?
        let isDisabled: Bool
        let oldName: String?
        let silent: [HubSilence]
        let description: String?
        let facts: OfferFacts
        let keptPath: String?
        let keptWords: String
        let card: Markup?
        let cardProblem: String?
        let hasNoCard: Bool
        let choices: OfferChoices?
        let run: RunChoice?
        let filesProblem: Markup?
        let filesHint: Markup?
        let mayPull: Bool
        let kind: String
        let vetting: String
        let back: String
    }

    let path = PagePaths.offer
    let need = Need.search
    let services: HubServices

    func content(for visit: PageVisit) async throws -> PageContent {
        let address = try OfferAddress(visit)
        let offer = try await Offer(address, address.hubs(services, for: visit))
        let info = offer.info
        let endpoint = offer.hub.endpoint
        var found = OfferAddress(repository: info.id, hub: HubName(endpoint).key)
        found.revision = address.revision
        let base = CardBase.hub(endpoint, info.id, revision: info.commit?.hex ?? address.revision.name)
        let kept = try await services.catalogue.history(of: info.id)
        let isHere = kept.contains { $0.commit == info.commit }
        let card = Self.card(offer, base)
        let files = Self.files(offer)
        let room = await services.room()
        let choices = files.found.map { OfferChoices($0, found, base: base, memory: services.memory, room: room) }
        return PageContent(
            info.id.path, in: .search, template: "offer",
            values: Values(
                isDataset: info.id.kind == .dataset, hub: HubName(endpoint),
                hubPage: endpoint.origin == nil ? nil : endpoint.page(of: info.id),
                gateHint: Self.gateHint(info.summary.gate), isDisabled: info.summary.isDisabled,
                oldName: info.isRenamed ? info.asked.path : nil, silent: offer.silent,
                description: info.description, facts: OfferFacts(offer, found),
                keptPath: kept.isEmpty ? nil : PagePaths.model(info.id.path) + Self.kindQuery(info.id.kind),
                keptWords: isHere ? "This version is kept" : "Another version is kept", card: card.markup,
                cardProblem: card.problem, hasNoCard: card.markup == nil && card.problem == nil,
                choices: choices, run: Self.run(choices, found, endpoint, visit.identity),
                filesProblem: (files.problem?.message).map(Words.sentence),
                filesHint: (files.problem?.hint).map(Words.sentence),
                mayPull: visit.identity.allows(.upload), kind: info.id.kind.rawValue, vetting: found.vetting,
                back: PagePaths.search + Self.kindQuery(info.id.kind)),
            script: "offer.js", style: "search.css")
    }

    /// Nil for what cannot be run as it is, or not by this visitor.
    private static func run(
        _ choices: OfferChoices?, _ address: OfferAddress, _ endpoint: HubEndpoint, _ identity: Identity
    ) -> RunChoice? {
        guard let label = choices?.runnable, address.repository.kind == .model, address.revision == .main,
            identity.allows(.upload), identity.allows(.run)
        else { return nil }
        let name = address.reference(label.isEmpty ? nil : label)
        return RunChoice(runReference: name, runName: name, runHub: HubName(endpoint).address)
    }

    private static func kindQuery(_ kind: RepositoryKind) -> String { kind == .model ? "" : "?kind=\(kind.rawValue)" }

    private static func gateHint(_ gate: Gate) -> String? {
        switch gate {
        case .open: nil
        case .automatic: "Its authors ask to accept their terms first; access is given to everyone who does."
        case .manual: "Its authors decide about each request for access."
        }
    }

    private static func card(_ offer: Offer, _ base: CardBase) -> (markup: Markup?, problem: String?) {
        switch offer.card {
        case .success(let bytes?):
            let text = String(decoding: bytes, as: UTF8.self)
            return (CardMarkup.render(markdown: text, base: base), nil)
        case .success(nil): return (nil, nil)
        case .failure(let problem): return (nil, problem.message)
        }
    }

    private static func files(_ offer: Offer) -> (found: [RemoteFile]?, problem: Problem?) {
        switch offer.files {
        case .success(let files) where files.isEmpty:
            (nil, Problem(.notFound, "the repository has no files at this revision"))
        case .success(let files): (files, nil)
        case .failure(let problem): (nil, problem)
        }
    }
}
