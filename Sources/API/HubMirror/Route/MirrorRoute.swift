package import Domain

/// What a request to the mirror is about.
package enum MirrorRoute: Hashable, Sendable {
    /// What is wanted of one repository.
    package enum Subject: Hashable, Sendable {
        /// Nil: the newest commit.
        case info(Revision?)
        /// Nil: the top.
        case tree(Revision, RepositoryPath?)
        case pathsInfo(Revision)
        case commits(Revision)
        case references
        case authorization
        case resolve(Revision, RepositoryPath)
        /// What git keeps: the pointer of a large file.
        case raw(Revision, RepositoryPath)
    }

    case whoAmI
    case list(RepositoryKind)
    case repository(RepositoryID, Subject)

    /// The address, below where the mirror is mounted. Reading it again gives the same route.
    package var path: String {
        switch self {
        case .whoAmI: "/api/whoami-v2"
        case .list(let kind): "/api/\(kind.plural)"
        case .repository(let id, let subject): Self.path(id, subject)
        }
    }

    private static func path(_ id: RepositoryID, _ subject: Subject) -> String {
        let api = "/api/\(id.kind.plural)/\(id.path)"
        let files = (id.kind == .dataset ? "/datasets/" : "/") + id.path
        return switch subject {
        case .info(nil): api
        case .info(let revision?): "\(api)/revision/\(segment(revision))"
        case .tree(let revision, nil): "\(api)/tree/\(segment(revision))"
        case .tree(let revision, let path?): "\(api)/tree/\(segment(revision))/\(segments(path))"
        case .pathsInfo(let revision): "\(api)/paths-info/\(segment(revision))"
        case .commits(let revision): "\(api)/commits/\(segment(revision))"
        case .references: "\(api)/refs"
        case .authorization: "\(api)/auth-check"
        case .resolve(let revision, let path): "\(files)/resolve/\(segment(revision))/\(segments(path))"
        case .raw(let revision, let path): "\(files)/raw/\(segment(revision))/\(segments(path))"
        }
    }

    private static func segment(_ revision: Revision) -> String { PercentCoding.encode(revision.name) }
    private static func segments(_ path: RepositoryPath) -> String { PercentCoding.encode(path.text, slashes: true) }
}
