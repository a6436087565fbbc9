import Domain
import Synchronization
import Testing
import Wire

@testable import Registry

/// What the gate and the pull would say; the catalogue behind is real.
private final class Answers: Sendable {
    let decision: Decision
    let tags: [String]
    /// What the house's own gate says in the pull.
    let inPull: Decision
    let pulls = Mutex<[PullRequest]>([])

    init(_ decision: Decision = .admitted, tags: [String] = [], inPull: Decision = .admitted) {
        self.inPull = inPull
        self.decision = decision
        self.tags = tags
    }

    func ingester(_ catalogue: Catalogue, commit: String = String(repeating: "a", count: 40)) -> Ingester {
        let report = VetReport(
            model: "org/name", kind: "model", commit: commit, source: "https://hub.example",
            assessment: Assessment(
                model: "org/name", kind: "model", commit: commit, source: "https://hub.example",
                asOf: "2026-01-01T00:00:00.000Z", scorerVersion: "1", metrics: [], netScore: 0.7, knownWeight: 1,
                digest: "d", captureMs: nil, latencyMs: 1),
            licence: LicenceChain(verdict: .missing, reason: "none", effective: nil, links: []), scan: nil,
            verdict: Verdict(
                model: "org/name", kind: "model", commit: commit, decision: decision, reason: "because",
                policy: "package", policyDigest: "p", assessmentDigest: "d", stage: .beforeWeights, rules: [],
                decidedAt: "2026-01-01T00:00:00.000Z"))
        return Ingester(
            catalogue: catalogue,
            work: .init(
                vet: { _ in report },
                pull: { request in
                    self.pulls.withLock { $0.append(request) }
                    return PullReport(
                        name: "org/name", kind: "model", commit: commit, files: 1, sizeBytes: 10, fetchedBytes: 10,
                        unchanged: false, selection: "all",
                        verdict: VerdictSummary(
                            decision: self.inPull, policy: "house", reason: "licence", decidedAt: "now"))
                },
                tags: { _ in self.tags }))
    }
}

@Suite struct `Ingesting` {
    private func wish(_ version: String? = nil, _ family: IngestFamily = .package) -> IngestWish {
        IngestWish(family: family, reference: "org/name", version: version, by: "ada")
    }

    @Test func `keeps an admitted model under its name and version, at the commit that was vetted`() async throws {
        try await TestHome.with { home in
            let answers = Answers()
            let outcome = try await answers.ingester(home.catalogue).ingest(wish("1.2.0"))
            guard case .kept(let record, _, _, let previous) = outcome else {
                Issue.record("refused")
                return
            }
            #expect(record.name == "name" && record.version == "1.2.0" && record.by == "ada" && previous == nil)
            #expect(try await home.catalogue.ingest(record.id, .package) == record)
            let pulled = answers.pulls.withLock { $0.map(\.reference) }
            #expect(pulled == ["org/name@" + String(repeating: "a", count: 40)])
        }
    }

    @Test func `a refused model is neither pulled nor recorded`() async throws {
        try await TestHome.with { home in
            let answers = Answers(.refused)
            guard case .refused = try await answers.ingester(home.catalogue).ingest(wish("1.0.0")) else {
                Issue.record("kept")
                return
            }
            #expect(answers.pulls.withLock { $0.isEmpty })
            #expect(try await home.catalogue.ingests(.package, offset: 0, limit: 10).total == 0)
        }
    }

    @Test func `a model that the house keeps apart was not ingested`() async throws {
        try await TestHome.with { home in
            await #expect(throws: Problem.self) {
                _ = try await Answers(inPull: .quarantined).ingester(home.catalogue).ingest(wish("1.0.0"))
            }
            let total = try await home.catalogue.ingests(.package, offset: 0, limit: 10).total
            #expect(total == 0)
        }
    }

    @Test func `a version that exists is refused before anything is asked of a Hub`() async throws {
        try await TestHome.with { home in
            let answers = Answers()
            let ingester = answers.ingester(home.catalogue)
            _ = try await ingester.ingest(wish("1.0.0"))
            await #expect(throws: RegistryError.ingested(name: "name", version: "1.0.0")) {
                _ = try await ingester.ingest(wish("1.0.0"))
            }
            #expect(answers.pulls.withLock { $0.count } == 1)
        }
    }

    @Test(arguments: [
        ([], "1.0.0"), (["v2.1.0", "v10.0.0", "10.0.0-rc.1", "latest"], "10.0.0"), (["nightly"], "1.0.0"),
    ])
    func `without a version the Hub's tags decide`(_ tags: [String], _ expected: String) async throws {
        try await TestHome.with { home in
            let outcome = try await Answers(tags: tags).ingester(home.catalogue).ingest(wish())
            guard case .kept(let record, _, _, _) = outcome else {
                Issue.record("refused")
                return
            }
            #expect(record.version == expected)
        }
    }

    @Test func `the next version names the one before it`() async throws {
        try await TestHome.with { home in
            let ingester = Answers().ingester(home.catalogue)
            guard case .kept(let first, _, _, _) = try await ingester.ingest(wish("1.0.0")),
                case .kept(_, _, _, let previous) = try await ingester.ingest(wish("1.1.0"))
            else {
                Issue.record("refused")
                return
            }
            #expect(previous == first.id)
        }
    }

    @Test func `an artifact is a model at a commit: the same one twice is a conflict`() async throws {
        try await TestHome.with { home in
            let ingester = Answers().ingester(home.catalogue)
            _ = try await ingester.ingest(wish(nil, .artifact))
            await #expect(throws: RegistryError.self) { _ = try await ingester.ingest(wish(nil, .artifact)) }
            let found = try await home.catalogue.ingests(.artifact, .init(part: "ORG/NA"), offset: 0, limit: 10)
            #expect(found.total == 1)
            #expect(try await home.catalogue.ingests(.artifact, .init(part: "o_g"), offset: 0, limit: 10).total == 0)
        }
    }

    @Test func `what is no semantic version is refused`() async throws {
        try await TestHome.with { home in
            await #expect(throws: Problem.self) {
                _ = try await Answers().ingester(home.catalogue).ingest(wish("latest"))
            }
        }
    }
}
