package import Domain
import FoundationEssentials
import Wire

extension FolderHub: HubReading {
    private static let pageSize = 100

    package func search(_ query: HubQuery, kind: RepositoryKind) async throws -> HubPage {
        try await page(query, kind: kind, offset: 0)
    }

    package func page(at cursor: HubCursor) async throws -> HubPage {
        let wire = QueryString(cursor.text)
        guard let offset = wire["cursor"].flatMap({ Int($0) }), offset >= 0 else {
            throw HubError.malformed(what: "the cursor is not one of this folder")
        }
        return try await page(HubQuery(wire), kind: cursor.kind, offset: offset)
    }

    private func page(_ query: HubQuery, kind: RepositoryKind, offset: Int) async throws -> HubPage {
        let rows = try await blocking { [self] in
            query.select(
                from: layout.repositories(kind).compactMap { id in
                    try? repository(id).listed()  // left out when it cannot be read; asking for it by name says why
                })
        }
        let size = query.limit ?? Self.pageSize
        let end = offset > rows.count ? rows.count : min(rows.count, offset + size)
        var wire = query.queryString(for: kind)
        wire.append("cursor", String(end))
        return HubPage(
            rows: Array(rows[min(offset, end)..<end]),
            next: end < rows.count ? HubCursor(kind: kind, text: wire.text) : nil)
    }

    package func info(_ repository: RepositoryID, revision: Revision) async throws -> RepositoryInfo {
        try await blocking { [self] in
            let found = try self.repository(repository)
            let snapshot = try found.snapshot(index)
            guard Self.names(revision, snapshot.commit) else {
                throw HubError.revisionNotFound(repository, revision: revision.name)
            }
            return try found.info(snapshot, asked: repository)
        }
    }

    package func tree(_ repository: RepositoryID, commit: GitObjectID) async throws -> [RemoteFile] {
        try await blocking { [self] in try snapshot(of: repository, at: Revision(commit)).files }
    }

    package func refs(_ repository: RepositoryID) async throws -> RepositoryRefs {
        try await blocking { [self] in
            var refs = RepositoryRefs()
            let commit = try self.repository(repository).snapshot(index).commit
            refs.branches = [.init(name: "main", ref: "refs/heads/main", commit: commit)]
            return refs
        }
    }

    package func commits(
        _ repository: RepositoryID, revision: Revision, limit: Int
    ) async throws -> [RepositoryCommit] {
        guard limit > 0 else { return [] }
        return try await blocking { [self] in
            let snapshot = try snapshot(of: repository, at: revision)
            let newest = snapshot.found.map(\.stamp.modifiedSeconds).max()
            return [
                RepositoryCommit(
                    id: snapshot.commit, title: "folder", message: "", authors: [],
                    date: newest.map { Date(timeIntervalSince1970: $0) })
            ]
        }
    }

    /// The files of a repository that may be read. Blocking.
    func snapshot(of id: RepositoryID, at revision: Revision) throws -> FolderSnapshot {
        let snapshot = try readable(id).snapshot(index)
        guard Self.names(revision, snapshot.commit) else {
            throw HubError.revisionNotFound(id, revision: revision.name)
        }
        return snapshot
    }
}

extension FolderRepository {
    /// The row of a search: without a commit, for which every file would have to be read.
    fileprivate func listed() throws -> RepositorySummary { try summary(of: scan.files()) }
}
