package import Domain

/// Why the mirror refuses, in the cases Hub clients tell apart.
package enum MirrorError: ProblemConvertible, Hashable {
    case badRequest(String)
    case notSignedIn(String)
    case noSuchPage
    case methodNotAllowed
    case bodyTooLarge(ByteCount)
    case repositoryNotFound(String)
    case revisionNotFound(String)
    case entryNotFound(String, revision: String, commit: GitObjectID?)
    case gated(RepositoryID, page: String?)
    case disabled

    package var problem: Problem {
        switch self {
        case .badRequest(let message): Problem(.badRequest, message)
        case .notSignedIn(let message): Problem(.unauthorized, message)
        case .noSuchPage: Problem(.notFound, "the mirror has nothing at this address")
        case .methodNotAllowed: Problem(.badRequest, "the mirror is read-only: this method is not allowed here")
        case .bodyTooLarge(let limit): Problem(.badRequest, "the request body is larger than \(limit)")
        case .repositoryNotFound: Problem(.notFound, "Repository not found")
        case .revisionNotFound(let revision): Problem(.notFound, "Invalid rev id: \(revision)")
        case .entryNotFound(let path, let revision, _): Problem(.notFound, "\(path) does not exist on \"\(revision)\"")
        case .gated(let id, let page):
            Problem(
                .gated, "Access to \(id.kind.rawValue) \(id.path) is restricted",
                hint: page.map { "visit \($0) to ask for access" })
        case .disabled: Problem(.forbidden, "Access to this resource is disabled.")
        }
    }
}
