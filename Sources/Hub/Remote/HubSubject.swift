import Domain

/// What a request was about: it decides what a refusal means.
enum HubSubject: CustomStringConvertible {
    case list(RepositoryKind)
    case repository(RepositoryID)
    case revision(RepositoryID, String)
    case file(RepositoryID, RepositoryPath)
    case owner(String)

    var repository: RepositoryID? {
        switch self {
        case .list, .owner: nil
        case .repository(let id), .revision(let id, _), .file(let id, _): id
        }
    }

    var description: String {
        switch self {
        case .list(let kind): "the \(kind.plural)"
        case .repository(let id): "`\(id)`"
        case .revision(let id, let revision): "`\(id)` at `\(revision)`"
        case .file(let id, let path): "`\(path)` of `\(id)`"
        case .owner(let name): "the owner `\(name)`"
        }
    }
}
