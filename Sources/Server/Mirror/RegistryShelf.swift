import API
import Blobs
import Domain
import FoundationEssentials
import Hub
import Registry
import Wire

/// The kept models as the mirror serves them.
///
/// A client asks about every file by itself: that costs one question to the database while the model stays as it is.
struct RegistryShelf: MirrorCatalogue {
    let catalogue: Catalogue
    private let memory = ShelfMemory()
    /// Clients of the mirror need no folder of this machine, not even the sample Hub's.
    fileprivate static let sources = SourceWords(samples: nil)

    init(catalogue: Catalogue) { self.catalogue = catalogue }

    func list(_ query: MirrorQuery, kind: RepositoryKind) async throws -> MirrorPage {
        var rows: [MirrorPage.Row] = []
        var wish = ModelQuery()
        wish.kind = kind
        wish.author = query.author
        wish.tags = query.filters
        wish.nameContains = query.search.first
        wish.task = query.pipelineTags.count == 1 ? query.pipelineTags.first : nil
        wish.order = query.order.map(ModelQuery.Order.init) ?? .recent
        wish.isReversed = query.order != nil && query.isAscending
        wish.quarantined = false
        wish.cursor = query.cursor
        var next: String?
        // Conditions the catalogue has no index for are looked at row by row, page after page, until a page is full.
        repeat {
            wish.limit = query.limit - rows.count
            let page = try await catalogue.list(wish)
            for version in page.versions {
                let summary = MirrorSummary(version)
                guard query.accepts(summary) else { continue }
                let files = query.needsFiles ? try await catalogue.version(of: version.repository)?.files : nil
                rows.append(.init(summary: summary, files: (files ?? []).map(MirrorFile.init)))
            }
            next = page.next
            wish.cursor = next
        } while next != nil && rows.count < query.limit
        return MirrorPage(rows: rows, next: next)
    }

    func repository(_ id: RepositoryID, revision: Revision?) async throws -> MirrorRepository? {
        // Whatever was pulled, `main` is what is shown: clients that name no revision ask for `main`.
        let wanted = revision == .main ? nil : revision
        // Read before what it stamps, so that what is remembered is never older than its stamp.
        let stamp = try await catalogue.stamp(of: id, at: wanted)
        if let stamp, let known = memory.repository(stamp) { return known }
        guard let name = try await catalogue.canonical(id) else { return nil }
        guard let version = try await catalogue.version(of: name, at: wanted) else {
            throw MirrorError.revisionNotFound(revision?.name ?? "main")
        }
        // To clients this is what the Hub says of a repository it has switched off.
        guard !version.isQuarantined else { throw MirrorError.disabled }
        let repository = try await MirrorRepository(version, history: catalogue.history(of: name))
        // What is damaged can come back with the bytes of another model, of which this one's history knows nothing.
        if let stamp, stamp.version == version.versionID, version.lost.isEmpty {
            memory.keep(repository, stamp)
        }
        return repository
    }

    func content(of file: MirrorFile, in repository: MirrorRepository) async throws -> any RangedContent {
        guard let digest = try await catalogue.digest(of: file.path, in: repository.id, at: repository.commit) else {
            throw MirrorError.entryNotFound(file.path.text, revision: repository.commit.hex, commit: repository.commit)
        }
        return BlobContent(reader: try catalogue.blobs.open(digest))
    }
}

extension ModelQuery.Order {
    fileprivate init(_ order: MirrorQuery.Order) {
        self =
            switch order {
            case .downloads: .downloads
            case .likes: .likes
            case .createdAt: .created
            case .lastModified: .modified
            }
    }
}

extension MirrorRepository {
    init(_ version: KeptVersion, history: [KeptCommit]) throws {
        let commits = history.map { entry in
            MirrorCommit(
                id: entry.commit, title: "kept from \(RegistryShelf.sources.words(entry.source))",
                date: Date(timeIntervalSince1970: Double(entry.keptAt) / 1000))
        }
        let newest = history.first?.commit ?? version.commit
        self.init(
            summary: MirrorSummary(version),
            history: MirrorHistory(branches: [.init(name: .main, commit: newest)], commits: commits),
            files: version.files.map(MirrorFile.init))
    }
}

extension MirrorFile {
    fileprivate init(_ file: KeptFile) { self.init(path: file.path, size: file.size, identity: file.identity) }
}

extension MirrorSummary {
    /// What the Hub said when the version was pulled.
    fileprivate init(_ version: KeptVersion) {
        let info = StoredInfo(stored: version.info)
        let kept = Date(timeIntervalSince1970: Double(version.keptAt) / 1000)
        self.init(
            id: version.repository, commit: version.commit, createdAt: info.createdAt.flatMap(Timestamp.parse) ?? kept,
            lastModified: info.lastModified.flatMap(Timestamp.parse) ?? kept)
        tags = info.tags
        pipelineTag = info.task
        libraryName = info.library
        downloads = info.downloads
        likes = info.likes
        cardData = info.cardData
        config = info.config
        parameterCount = info.parameters
    }
}
