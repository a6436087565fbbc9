import API
import Blobs
import Domain
import FoundationEssentials
import Hub
import Registry
import Wire

/// The kept models as the mirror serves them.
struct RegistryShelf: MirrorCatalogue {
    let catalogue: Catalogue

    func list(_ query: MirrorQuery, kind: RepositoryKind) async throws -> MirrorPage {
        var rows: [MirrorPage.Row] = []
        var wish = ModelQuery()
        wish.kind = kind
        wish.author = query.author
        wish.tags = query.filters
        wish.order = query.order == .downloads ? .downloads : .recent
        wish.cursor = query.cursor
        var next: String?
        // Conditions the catalogue has no index for are looked at row by row, page after page, until a page is full.
        repeat {
            wish.limit = query.limit - rows.count
            let page = try await catalogue.search(wish)
            for model in page.models {
                guard let id = RepositoryID(model.name, kind: kind),
                    let repository = try await repository(id, revision: nil), query.accepts(repository.summary)
                else { continue }
                rows.append(.init(summary: repository.summary, files: query.needsFiles ? repository.files : []))
            }
            next = page.next
            wish.cursor = next
        } while next != nil && rows.count < query.limit
        return MirrorPage(rows: rows, next: next)
    }

    func repository(_ id: RepositoryID, revision: Revision?) async throws -> MirrorRepository? {
        guard let name = try await catalogue.canonical(id) else { return nil }
        // Whatever was pulled, `main` is what is shown: clients that name no revision ask for `main`.
        let wanted = revision == .main ? nil : revision
        guard let version = try await catalogue.version(of: name, at: wanted) else {
            throw MirrorError.revisionNotFound(revision?.name ?? "main")
        }
        return try await MirrorRepository(version, history: catalogue.history(of: name))
    }

    func content(of file: MirrorFile, in repository: MirrorRepository) async throws -> any RangedContent {
        guard let digest = try await catalogue.digest(of: file.path, in: repository.id, at: repository.commit) else {
            throw MirrorError.entryNotFound(file.path.text, revision: repository.commit.hex, commit: repository.commit)
        }
        return BlobContent(reader: try catalogue.blobs.open(digest))
    }
}

extension MirrorRepository {
    init(_ version: KeptVersion, history: [KeptCommit]) throws {
        let info = StoredInfo(stored: version.info)
        let kept = Date(timeIntervalSince1970: Double(version.keptAt) / 1000)
        var summary = MirrorSummary(
            id: version.repository, commit: version.commit,
            createdAt: info.createdAt.flatMap(Timestamp.parse) ?? kept,
            lastModified: info.lastModified.flatMap(Timestamp.parse) ?? kept)
        summary.tags = info.tags
        summary.pipelineTag = info.task
        summary.libraryName = info.library
        summary.downloads = info.downloads
        summary.likes = info.likes
        summary.cardData = info.cardData
        summary.config = info.config
        summary.parameterCount = info.parameters
        let commits = history.map { entry in
            MirrorCommit(
                id: entry.commit, title: "kept from \(entry.source)",
                date: Date(timeIntervalSince1970: Double(entry.keptAt) / 1000))
        }
        let newest = history.first?.commit ?? version.commit
        self.init(
            summary: summary,
            history: MirrorHistory(branches: [.init(name: .main, commit: newest)], commits: commits),
            files: version.files.map { MirrorFile(path: $0.path, size: $0.size, identity: $0.identity) })
    }
}
