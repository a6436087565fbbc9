import API
import Domain
import Hub

/// A repository of a Hub, as the address of its page says it.
struct OfferAddress: Sendable, Hashable {
    let repository: RepositoryID
    /// `HubName.key`; nil for the first Hub that has it.
    let hub: String?
    var revision = Revision.main

    init(repository: RepositoryID, hub: String?) {
        self.repository = repository
        self.hub = hub
    }

    init(_ visit: PageVisit) throws {
        let namespace = try visit.parameter("namespace")
        let name = try visit.parameter("name")
        guard let kind = RepositoryKind(rawValue: visit.query.first("kind") ?? "model") else {
            throw Problem(.badRequest, "kind is model or dataset")
        }
        guard let id = RepositoryID(namespace == "-" ? name : "\(namespace)/\(name)", kind: kind) else {
            throw Problem(.badRequest, "that is no name of a model", hint: "write org/name")
        }
        repository = id
        hub = visit.query.first("hub").flatMap { $0.isEmpty ? nil : $0 }
        if let text = visit.query.first("revision"), !text.isEmpty {
            guard let named = Revision(text) else { throw Problem(.badRequest, "that is no revision") }
            revision = named
        }
    }

    /// Path and query of its page.
    var page: String { address(PagePaths.offer(repository.path)) }
    /// Path and query of what the gate would say.
    var vetting: String { address(PagePaths.vetting(repository.path)) }

    private func address(_ path: String) -> String {
        var items = FormItems("")
        if let hub { items = items.replacing("hub", with: hub) }
        if repository.kind != .model { items = items.replacing("kind", with: repository.kind.rawValue) }
        if revision != .main { items = items.replacing("revision", with: revision.name) }
        return items.items.isEmpty ? path : "\(path)?\(items.text)"
    }

    /// What the API takes for it, with a quantisation when one is named.
    func reference(_ quantisation: String? = nil) -> String {
        repository.path + (revision == .main ? "" : "@\(revision.name)") + (quantisation.map { ":\($0)" } ?? "")
    }

    /// The Hubs to ask, the one that was named or all of the house.
    func hubs(_ services: HubServices, for visit: PageVisit) throws -> [any HubReading] {
        guard let hub else { return services.hubs }
        if let known = services.hubs.first(where: { HubName($0.endpoint).key == hub }) { return [known] }
        return [try services.other(hub, try ModelReference(parsing: repository.path), visit.identity)]
    }
}
