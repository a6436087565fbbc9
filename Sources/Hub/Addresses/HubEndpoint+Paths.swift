import Domain

/// The only place where the Hub's paths are spelt.
extension HubEndpoint {
    func list(_ kind: RepositoryKind, query: String) -> WebLocation? {
        location("/api/\(kind.plural)\(query.isEmpty ? "" : "?\(query)")")
    }

    func info(_ repository: RepositoryID, revision: Revision) -> WebLocation? {
        location("\(api(repository))/revision/\(PercentEncoding.encode(revision.name))")
    }

    func tree(_ repository: RepositoryID, commit: GitObjectID) -> WebLocation? {
        location("\(api(repository))/tree/\(commit.hex)?recursive=true&expand=false")
    }

    func refs(_ repository: RepositoryID) -> WebLocation? { location("\(api(repository))/refs") }

    func commits(_ repository: RepositoryID, revision: Revision, limit: Int) -> WebLocation? {
        location("\(api(repository))/commits/\(PercentEncoding.encode(revision.name))?limit=\(limit)")
    }

    func file(_ path: RepositoryPath, of repository: RepositoryID, commit: GitObjectID) -> WebLocation? {
        let name = "\(Self.prefix(of: repository))\(PercentEncoding.encodePath(repository.path))"
        return location("/\(name)/resolve/\(commit.hex)/\(PercentEncoding.encodePath(path.text))")
    }

    func owner(_ name: String, isOrganisation: Bool) -> WebLocation? {
        location("/api/\(isOrganisation ? "organizations" : "users")/\(PercentEncoding.encode(name))/overview")
    }

    private func api(_ repository: RepositoryID) -> String {
        "/api/\(repository.kind.plural)/\(PercentEncoding.encodePath(repository.path))"
    }
}
