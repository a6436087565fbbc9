import Access
package import Domain
package import Hub
package import Jobs
package import Registry
package import Wire

/// What the tools need of the house: the same services as the REST routes use, which write down who did what.
package protocol ToolServices: Sendable {
    /// What folders of this machine are called: a model is told of none.
    var sources: SourceWords { get }

    func search(_ query: HubQuery, kind: RepositoryKind) async throws -> HubSearchResult
    func vet(_ request: VetRequest, by caller: Caller) async throws -> VetReport

    /// Queues a pull, or finds the job that does the same; the flag says whether it is a new one.
    func pull(_ request: PullRequest, by caller: Caller) async throws -> (job: Job, isNew: Bool)
    /// What happens to a job behind an event, until it has ended.
    func watch(_ id: JobID, after sequence: Int64) -> any AsyncSequence<JobEvent, any Error> & Sendable
    func job(_ id: JobID) async throws -> Job
    func jobs(_ filter: JobFilter, limit: Int) async throws -> [Job]
    func cancel(_ id: JobID, by caller: Caller) async throws -> Job

    func list(_ query: ModelQuery) async throws -> ModelPage
    /// The one kept model that a name means.
    func resolve(_ name: String, kind: RepositoryKind?) async throws -> RepositoryID
    func detail(of model: RepositoryID, at revision: Revision?) async throws -> ModelDetail
    func verify(
        _ model: RepositoryID?, by caller: Caller, progress: @escaping @Sendable (Int, Int, ByteCount) async -> Void
    ) async throws -> VerifyReport
    func remove(_ model: RepositoryID, at revision: Revision?, by caller: Caller) async throws -> RemoveReport

    /// Whether the kept model has a card that may be read.
    func hasCard(_ model: RepositoryID) async throws -> Bool
    /// The beginning of the card, at most so many bytes, and whether that is all of it.
    func card(of model: RepositoryID, atMost limit: Int) async throws -> (text: String, isWhole: Bool)
    /// What the gate last said of the kept version.
    func assessment(of model: RepositoryID) async throws -> VetReport

    /// Writes down that somebody was refused a tool.
    func refused(_ caller: Caller, tool: String, _ problem: Problem) async
}
