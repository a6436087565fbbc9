import API
import Domain

/// Which model, and which version of it, an address is about; and the addresses that belong to it.
struct ModelAddress: Sendable {
    let repository: RepositoryID
    /// Nil for the current version.
    let revision: Revision?

    init(_ repository: RepositoryID, _ revision: Revision?) {
        self.repository = repository
        self.revision = revision
    }

    /// From `:namespace/:name` and `?kind=&revision=`; `-` stands for a namespace that is not there.
    init(_ visit: PageVisit) throws {
        let (namespace, name) = (try visit.parameter("namespace"), try visit.parameter("name"))
        let given = visit.query.first("kind") ?? RepositoryKind.model.rawValue
        guard let kind = RepositoryKind(rawValue: given),
            let id = RepositoryID(namespace == "-" ? name : "\(namespace)/\(name)", kind: kind)
        else { throw Problem(.notFound, "that is no model name", hint: "look for it in the model browser") }
        let text = visit.query.first("revision") ?? ""
        revision = Revision(text)
        guard revision != nil || text.isEmpty else {
            throw Problem(.notFound, "that is no version", hint: "the page of the model lists those there are")
        }
        repository = id
    }

    /// The same version in the registry's own spelling.
    func spelt(_ id: RepositoryID) -> ModelAddress { ModelAddress(id, revision) }

    /// Another version of the same model.
    func at(_ commit: String) -> ModelAddress { ModelAddress(repository, Revision(commit)) }

    /// A tab of its page.
    func page(_ tab: ModelTab = .overview, _ more: [(String, String)] = []) -> String {
        let own = tab == .overview ? [] : [("tab", tab.rawValue)]
        return PagePaths.model(repository.path) + query(own + more)
    }

    /// A route of the API: one of `Paths` with `:namespace/:name`.
    func api(_ path: String, _ more: [(String, String)] = [], ofVersion: Bool = true) -> String {
        let namespace = repository.namespace.map { PercentCoding.encode($0) } ?? "-"
        let filled = path.replacing(":namespace", with: namespace)
            .replacing(":name", with: PercentCoding.encode(repository.name))
        return filled + query(more, ofVersion: ofVersion)
    }

    private func query(_ more: [(String, String)], ofVersion: Bool = true) -> String {
        var items: [(String, String)] = []
        if repository.kind != .model { items.append(("kind", repository.kind.rawValue)) }
        if ofVersion, let revision { items.append(("revision", revision.name)) }
        items += more
        guard !items.isEmpty else { return "" }
        return "?" + items.map { "\($0)=\(PercentCoding.encode($1))" }.joined(separator: "&")
    }
}
