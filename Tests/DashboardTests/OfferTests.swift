import Domain
import Hub
import Testing

@testable import Dashboard

@Suite struct `The page of a repository on Hubs` {
    private static let brief = HubPatience(.milliseconds(50))
    private let address: OfferAddress

    init() throws { address = OfferAddress(repository: try #require(RepositoryID("acme/owl")), hub: nil) }

    @Test func `comes of the first Hub in order that has it, at once when nobody before it is silent`() async throws {
        // The last one would be waited for far longer than tests are.
        let patience = HubPatience(.seconds(3_600))
        let hubs = [
            try AnsweringHub("a.test", .nothing), try AnsweringHub("b.test", .owl),
            try AnsweringHub("c.test", .silence),
        ]
        let offer = try await Offer(address, hubs, patience: patience)
        #expect(offer.hub.endpoint.host == "b.test" && offer.silent.isEmpty)
    }

    @Test func `comes of another Hub when the first keeps silent, and says which was not heard`() async throws {
        let hubs = [try AnsweringHub("a.test", .silence), try AnsweringHub("b.test", .owl)]
        let offer = try await Offer(address, hubs, patience: Self.brief)
        #expect(offer.hub.endpoint.host == "b.test" && offer.silent.map(\.hubName) == ["a.test"])
    }

    @Test func `is a problem of the Hubs that kept silent, and no "not found"`() async throws {
        let hubs = [
            try AnsweringHub("a.test", .nothing), try AnsweringHub("b.test", .silence),
            try AnsweringHub("c.test", .silence),
        ]
        let problem = await #expect(throws: Problem.self) {
            _ = try await Offer(address, hubs, patience: Self.brief)
        }
        #expect(problem?.code == .unreachable)
        #expect(problem?.message.contains("b.test did not answer") == true)
        #expect(problem?.message.contains("c.test did not answer") == true)
    }

    @Test func `stands without the files that a Hub is silent about`() async throws {
        let offer = try await Offer(address, [try AnsweringHub("a.test", .owlOnly)], patience: Self.brief)
        guard case .failure(let problem) = offer.files else {
            Issue.record("nobody told the files")
            return
        }
        #expect(problem.message.contains("a.test did not answer"))
    }
}

/// A Hub that knows one model or none, or accepts a question and never answers.
private struct AnsweringHub: HubReading {
    enum Answer {
        case owl
        /// It tells of the model and keeps silent about its files.
        case owlOnly
        case nothing
        case silence
    }

    let endpoint: HubEndpoint
    let answer: Answer

    init(_ host: String, _ answer: Answer) throws {
        endpoint = try #require(HubEndpoint("https://\(host)"))
        self.answer = answer
    }

    func info(_ repository: RepositoryID, revision: Revision) async throws -> RepositoryInfo {
        switch answer {
        case .owl, .owlOnly:
            var info = RepositoryInfo(asked: repository, summary: RepositorySummary(id: repository))
            info.summary.commit = GitObjectID(String(repeating: "a", count: 40))
            return info
        case .nothing: throw HubError.repositoryNotFound(repository, host: endpoint.host, anonymous: true)
        case .silence: throw await silence
        }
    }

    func tree(_ repository: RepositoryID, commit: GitObjectID) async throws -> [RemoteFile] {
        if case .owlOnly = answer { throw await silence }
        return []
    }

    func smallFile(
        _ repository: RepositoryID, commit: GitObjectID, path: RepositoryPath, limit: ByteCount
    ) async throws -> [UInt8] { throw HubError.entryNotFound(repository, path: path.text) }

    func search(_ query: HubQuery, kind: RepositoryKind) async throws -> HubPage { HubPage(rows: [], next: nil) }
    func page(at cursor: HubCursor) async throws -> HubPage { HubPage(rows: [], next: nil) }
    func refs(_ repository: RepositoryID) async throws -> RepositoryRefs { RepositoryRefs() }
    func commits(
        _ repository: RepositoryID, revision: Revision, limit: Int
    ) async throws -> [RepositoryCommit] { [] }
    func open(
        _ file: RemoteFile, of repository: RepositoryID, commit: GitObjectID, range: Range<Int64>?
    ) async throws -> FileResponse { throw HubError.entryNotFound(repository, path: file.path.text) }

    /// Comes only when whoever asks has given up.
    private var silence: any Error {
        get async {
            let never = AsyncStream<Never> { _ in }
            for await _ in never {}
            return CancellationError()
        }
    }
}
