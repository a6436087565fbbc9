import API
import Domain
import FoundationEssentials
import Hub
import NIOCore
import Wire

/// A folder of repositories, such as the sample Hub, as the mirror serves it.
struct FolderShelf: MirrorCatalogue {
    private let hub: FolderHub

    init(_ hub: FolderHub) { self.hub = hub }

    func list(_ query: MirrorQuery, kind: RepositoryKind) async throws -> MirrorPage {
        let page = try await hub.search(HubQuery(limit: HubQuery.maximumLimit), kind: kind)
        var rows: [MirrorPage.Row] = []
        for row in page.rows {
            guard let repository = try await repository(row.id, revision: nil) else { continue }
            if query.accepts(repository.summary) {
                rows.append(.init(summary: repository.summary, files: query.needsFiles ? repository.files : []))
            }
        }
        rows.sort { query.areInOrder($0.summary, $1.summary) }
        let start = query.cursor.flatMap { Int($0) } ?? 0
        guard rows.indices.contains(start) else { return MirrorPage(rows: [], next: nil) }
        let end = start + min(query.limit, rows.count - start)
        return MirrorPage(rows: Array(rows[start..<end]), next: end < rows.count ? "\(end)" : nil)
    }

    func repository(_ id: RepositoryID, revision: Revision?) async throws -> MirrorRepository? {
        let info: RepositoryInfo
        do {
            info = try await hub.info(id, revision: revision ?? .main)
        } catch HubError.repositoryNotFound {
            guard let other = try await otherCase(of: id) else { return nil }
            return try await repository(other, revision: revision)
        } catch HubError.revisionNotFound(_, let revision) {
            throw MirrorError.revisionNotFound(revision)
        }
        guard let commit = info.commit else { return nil }
        let only = MirrorHistory(branches: [.init(name: .main, commit: commit)], commits: [])
        var repository = MirrorRepository(
            summary: MirrorSummary(info, commit: commit), history: only, files: [])
        do {
            repository.history = try await history(of: id, commit)
            repository.files = try await hub.tree(id, commit: commit).map {
                MirrorFile(path: $0.path, size: $0.size, identity: $0.content.identity)
            }
        } catch HubError.gated(_, let page, _) {
            repository.access = .gated(page: page)
        }
        return repository
    }

    /// The repository whose name differs only in letter case: the mirror redirects to it, as the Hub does.
    private func otherCase(of id: RepositoryID) async throws -> RepositoryID? {
        let rows = try await hub.search(HubQuery(limit: HubQuery.maximumLimit), kind: id.kind).rows
        return rows.first { $0.id != id && $0.id.path.lowercased() == id.path.lowercased() }?.id
    }

    func content(of file: MirrorFile, in repository: MirrorRepository) async throws -> any RangedContent {
        let remote = RemoteFile(
            path: file.path, content: ExpectedContent(identity: file.identity, size: file.size))
        return HubFileContent(hub: hub, file: remote, repository: repository.id, commit: repository.commit)
    }

    private func history(of id: RepositoryID, _ commit: GitObjectID) async throws -> MirrorHistory {
        let made = Date(timeIntervalSince1970: 0)
        let commits = try await hub.commits(id, revision: .main, limit: 100).map {
            MirrorCommit(id: $0.id, title: $0.title, message: $0.message, authors: $0.authors, date: $0.date ?? made)
        }
        return MirrorHistory(branches: [.init(name: .main, commit: commit)], commits: commits)
    }
}

extension MirrorSummary {
    init(_ info: RepositoryInfo, commit: GitObjectID) {
        let made = info.summary.createdAt ?? Date(timeIntervalSince1970: 0)
        self.init(id: info.id, commit: commit, createdAt: made, lastModified: info.summary.lastModified ?? made)
        gate = MirrorGate(rawValue: info.summary.gate.rawValue) ?? .none
        isPrivate = info.summary.isPrivate
        isDisabled = info.summary.isDisabled
        tags = info.summary.tags
        pipelineTag = info.summary.task
        libraryName = info.summary.libraryName
        downloads = info.summary.downloads
        likes = info.summary.likes
        parameterCount = info.parameters?.total ?? info.gguf?.parameters
        description = info.description
        cardData = info.cardData
        config = info.config
    }
}

/// A file of a Hub as something ranges can be read from: opened when the first piece is asked for.
struct HubFileContent: RangedContent {
    let hub: any HubReading
    let file: RemoteFile
    let repository: RepositoryID
    let commit: GitObjectID

    var size: ByteCount { file.size }

    func chunks(_ range: Range<Int64>) -> any AsyncSequence<ByteBuffer, any Error> {
        Pieces(content: self, range: range)
    }

    private struct Pieces: AsyncSequence {
        let content: HubFileContent
        let range: Range<Int64>

        func makeAsyncIterator() -> Iterator { Iterator(content: content, range: range) }

        struct Iterator: AsyncIteratorProtocol {
            let content: HubFileContent
            let range: Range<Int64>
            private var body: FileBody.Iterator?

            init(content: HubFileContent, range: Range<Int64>) {
                self.content = content
                self.range = range
            }

            mutating func next() async throws -> ByteBuffer? {
                if body == nil {
                    let response = try await content.hub.open(
                        content.file, of: content.repository, commit: content.commit, range: range)
                    body = response.body.makeAsyncIterator()
                }
                return try await body?.next()
            }
        }
    }
}
