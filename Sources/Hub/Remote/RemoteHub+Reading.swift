package import Domain
import Wire

extension RemoteHub: HubReading {
    package func search(_ query: HubQuery, kind: RepositoryKind) async throws -> HubPage {
        try await page(required(endpoint.list(kind, query: query.queryString(for: kind).text)), kind: kind)
    }

    package func page(at cursor: HubCursor) async throws -> HubPage {
        // The cursor may have been through other hands: only this Hub's own list is asked.
        let list = try required(endpoint.list(cursor.kind, query: ""))
        guard let location = WebLocation(cursor.text), location.origin == list.origin, location.path == list.path else {
            throw HubError.redirectRefused(host: endpoint.host, why: "the next page is not on this Hub")
        }
        return try await page(location, kind: cursor.kind)
    }

    private func page(_ location: WebLocation, kind: RepositoryKind) async throws -> HubPage {
        let (value, answer) = try await json(location, about: .list(kind))
        guard let rows = value.array else { throw HubError.malformed(what: "the \(kind.plural) are not a list") }
        let next = try next(after: answer)
        return HubPage(
            rows: rows.compactMap { RepositorySummary(json: $0, kind: kind) },
            next: next.map { HubCursor(kind: kind, text: $0.description) })
    }

    package func info(_ repository: RepositoryID, revision: Revision) async throws -> RepositoryInfo {
        let (value, _) = try await json(
            required(endpoint.info(repository, revision: revision)), about: .revision(repository, revision.name))
        guard let info = RepositoryInfo(json: value, asked: repository) else {
            throw HubError.malformed(what: "what it says of `\(repository)` is no repository")
        }
        return info
    }

    package func tree(_ repository: RepositoryID, commit: GitObjectID) async throws -> [RemoteFile] {
        var listing = TreeListing(repository: repository)
        let subject = HubSubject.revision(repository, commit.hex)
        try await pages(from: required(endpoint.tree(repository, commit: commit)), about: subject) { entries in
            for entry in entries { try listing.add(entry) }
            return true
        }
        return try listing.files()
    }

    package func refs(_ repository: RepositoryID) async throws -> RepositoryRefs {
        let (value, _) = try await json(required(endpoint.refs(repository)), about: .repository(repository))
        return RepositoryRefs(json: value)
    }

    package func commits(
        _ repository: RepositoryID, revision: Revision, limit: Int
    ) async throws -> [RepositoryCommit] {
        guard limit > 0 else { return [] }
        var commits: [RepositoryCommit] = []
        let start = try required(endpoint.commits(repository, revision: revision, limit: min(limit, 1000)))
        try await pages(from: start, about: .revision(repository, revision.name)) { entries in
            commits += entries.compactMap { RepositoryCommit(json: $0) }
            return commits.count < limit
        }
        return Array(commits.prefix(limit))
    }
}
