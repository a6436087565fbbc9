import Domain
import Hub
import Wire

/// A Hub of nothing but lists: pages of rows, each with the downloads that its name ends in.
struct ListedHub: HubReading {
    let endpoint: HubEndpoint
    let pages: [[RepositorySummary]]
    var isSilent = false

    init(_ host: String, _ pages: [[Int64]], isSilent: Bool = false) throws {
        endpoint = try HubEndpoint("https://\(host)").unwrapped
        self.isSilent = isSilent
        self.pages = try pages.map { page in
            try page.map { count in
                var row = RepositorySummary(id: try RepositoryID("\(host)/model-\(count)").unwrapped)
                row.downloads = count
                return row
            }
        }
    }

    func search(_ query: HubQuery, kind: RepositoryKind) async throws -> HubPage {
        try await page(at: HubCursor(kind: kind, text: "0"))
    }

    func page(at cursor: HubCursor) async throws -> HubPage {
        guard !isSilent else { throw HubError.unreachable(host: endpoint.host, why: "it is silent") }
        guard let number = Int(cursor.text), pages.indices.contains(number) else { return HubPage(rows: [], next: nil) }
        let next = number + 1 < pages.count ? HubCursor(kind: cursor.kind, text: "\(number + 1)") : nil
        return HubPage(rows: pages[number], next: next)
    }

    func info(_ repository: RepositoryID, revision: Revision) async throws -> RepositoryInfo { throw unasked }
    func tree(_ repository: RepositoryID, commit: GitObjectID) async throws -> [RemoteFile] { throw unasked }
    func refs(_ repository: RepositoryID) async throws -> RepositoryRefs { throw unasked }
    func commits(
        _ repository: RepositoryID, revision: Revision, limit: Int
    ) async throws -> [RepositoryCommit] { throw unasked }
    func smallFile(
        _ repository: RepositoryID, commit: GitObjectID, path: RepositoryPath, limit: ByteCount
    ) async throws -> [UInt8] { throw unasked }
    func open(
        _ file: RemoteFile, of repository: RepositoryID, commit: GitObjectID, range: Range<Int64>?
    ) async throws -> FileResponse { throw unasked }

    private var unasked: HubError { .malformed(what: "only lists are asked for") }
}

extension Optional {
    fileprivate var unwrapped: Wrapped {
        get throws {
            guard let self else { throw Problem(.internal, "the test's own words are none") }
            return self
        }
    }
}
