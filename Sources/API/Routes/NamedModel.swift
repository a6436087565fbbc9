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
        let kind = query.first("kind").flatMap(RepositoryKind.init) ?? .model
        guard let repository = RepositoryID(path, kind: kind) else {
            throw Problem(.badRequest, "that is no model name", hint: "write org/name")
        }
        guard let text = query.first("revision") else { return (repository, nil) }
        guard let revision = Revision(text) else { throw Problem(.badRequest, "that is no revision") }
        return (repository, revision)
    }
}
