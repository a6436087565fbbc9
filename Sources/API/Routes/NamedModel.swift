import Domain
import Hummingbird

/// The model that the path and the query of a request name.
enum NamedModel {
    /// From `:namespace/:name` and `?kind=&revision=`.
    static func read(_ request: Request, _ context: some RequestContext) throws -> (RepositoryID, Revision?) {
        let query = FormItems(request.uri.query ?? "")
        let name = "\(try context.parameters.require("namespace"))/\(try context.parameters.require("name"))"
        // A repository without a namespace is spelt `-/name`: a path has room for two segments here.
        let path = name.hasPrefix("-/") ? String(name.dropFirst(2)) : name
        let kind = try Self.kind(query.first("kind"))
        guard let repository = RepositoryID(path, kind: kind) else {
            throw Problem(.badRequest, "that is no model name", hint: "write org/name")
        }
        guard let text = query.first("revision") else { return (repository, nil) }
        guard let revision = Revision(text) else { throw Problem(.badRequest, "that is no revision") }
        return (repository, revision)
    }
    /// A model when nothing is said; what is no kind is refused and not taken for a model.
    static func kind(_ text: String?) throws(Problem) -> RepositoryKind {
        guard let text else { return .model }
        guard let kind = RepositoryKind(rawValue: text) else {
            throw Problem(.badRequest, "kind is model or dataset")
        }
        return kind
    }
}
