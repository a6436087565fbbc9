import Access
import Domain
import Hub
import Jobs
import Registry
import Synchronization
import Wire

@testable import MCP

/// A house that keeps two models and remembers what it was asked to change.
final class StubHouse: ToolServices {
    static let tiny = ModelSummary(
        name: "acme/tiny", kind: "model", commit: String(repeating: "a", count: 40), revision: "main", task: nil,
        library: nil, license: "mit", quantisation: nil, sizeBytes: 10, files: 1, downloads: nil, likes: nil,
        source: "https://hub.test", keptAt: "2026-11-21T00:00:00.000Z",
        verdict: VerdictSummary(
            decision: .admitted, policy: "baseline", reason: "fine", decidedAt: "2026-11-21T00:00:00.000Z"))

    private let changes = Mutex<[String]>([])
    /// What was changed, and what was refused.
    var log: [String] { changes.withLock { $0 } }

    private func note(_ line: String) { changes.withLock { $0.append(line) } }

    let sources = SourceWords(samples: nil)

    func search(_ query: HubQuery, kind: RepositoryKind) async throws -> HubSearchResult {
        if query.search == "unreachable" {
            return HubSearchResult(models: [], unreachable: [UnreachableHub(hub: "hub.test", reason: "no answer")])
        }
        if query.search == "broken" { throw StubError() }
        return HubSearchResult(models: [], unreachable: [])
    }

    func vet(_ request: VetRequest, by caller: Caller) async throws -> VetReport { throw RegistryError.notKept("none") }
    func pull(_ request: PullRequest, by caller: Caller) async throws -> (job: Job, isNew: Bool) {
        throw Problem(
            .refused, "`\(request.reference)` is refused\n  License: none\n  Bus Factor: 0.1", hint: "take another")
    }
    func watch(_ id: JobID, after sequence: Int64) -> any AsyncSequence<JobEvent, any Error> & Sendable {
        AsyncThrowingStream<JobEvent, any Error> { $0.finish() }
    }
    func job(_ id: JobID) async throws -> Job { throw JobError.notFound(id) }
    func jobs(_ filter: JobFilter, limit: Int) async throws -> [Job] { [] }
    func cancel(_ id: JobID, by caller: Caller) async throws -> Job { throw JobError.notFound(id) }

    func list(_ query: ModelQuery) async throws -> ModelPage {
        if query.cursor == "wrong" { throw RegistryError.cursorInvalid }
        return ModelPage(models: [Self.tiny], next: query.cursor == nil ? "more" : nil)
    }
    func resolve(_ name: String, kind: RepositoryKind?) async throws -> RepositoryID {
        throw RegistryError.notKept(name)
    }
    func detail(of model: RepositoryID, at revision: Revision?) async throws -> ModelDetail {
        throw RegistryError.notKept(model.path)
    }
    func verify(
        _ model: RepositoryID?, by caller: Caller, progress: @escaping @Sendable (Int, Int, ByteCount) async -> Void
    ) async throws -> VerifyReport {
        for done in 1...3 { await progress(done, 3, .zero) }
        return VerifyReport(checked: 3, bytes: 30, damaged: [])
    }
    func remove(_ model: RepositoryID, at revision: Revision?, by caller: Caller) async throws -> RemoveReport {
        note("removed \(model.path)")
        return RemoveReport(removed: [model.path], freedBytes: 10, sharedBytes: 0)
    }
    func hasCard(_ model: RepositoryID) async throws -> Bool { true }
    func card(of model: RepositoryID, atMost limit: Int) async throws -> (text: String, isWhole: Bool) {
        guard model.path == "acme/tiny" else { throw RegistryError.notKept(model.path) }
        return ("# Tiny", false)
    }
    func assessment(of model: RepositoryID) async throws -> VetReport { throw GateError.neverAssessed(model.path) }
    func refused(_ caller: Caller, tool: String, _ problem: Problem) async { note("refused \(tool)") }
}

struct StubError: Error {}

/// A desk with a caller who may do some things.
struct StubDesk: Sendable {
    let house = StubHouse()
    let desk: Desk
    let caller: Caller

    init(_ permissions: Permission..., isReadOnly: Bool = false) {
        desk = Desk(services: house, isReadOnly: isReadOnly, version: "1.2.3")
        caller = Caller(.anonymous(Permissions(Set(permissions))))
    }

    /// The result of a request; errors of the protocol are thrown.
    func ask(
        _ method: String, _ params: [String: JSONValue] = [:], in version: ProtocolVersion = .newest,
        tell: @escaping @Sendable (JSONValue) -> Void = { _ in }
    ) async throws -> JSONValue {
        let request = RPCRequest(id: .number(1), method: method, params: params)
        switch try await desk.begin(request, by: caller, in: version) {
        case .answer(let result): return result
        case .call(let call):
            return .object(await call.run(Withdrawal(), tell: tell)?.fields ?? [:])
        }
    }

    func call(
        _ tool: String, _ arguments: JSONValue = [:], meta: JSONValue = [:],
        tell: @escaping @Sendable (JSONValue) -> Void = { _ in }
    ) async throws -> JSONValue {
        try await ask(
            "tools/call", ["name": .string(tool), "arguments": arguments, "_meta": meta], tell: tell)
    }
}

extension JSONValue {
    /// The words of a tool's result.
    var said: String { self["content"]?.array?.first?["text"]?.string ?? "" }
}
