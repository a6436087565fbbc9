package import Domain
package import FoundationEssentials
package import Hub
package import Scoring
import Wire

/// Captures everything the metrics look at, from the Hub's metadata, small files, headers and links: no weights.
///
/// Every question stands alone: what is refused, missing, late or offline becomes a fact that says so, and nothing else suffers.
package struct FactsCapture: Sendable {
    private let discover: LinkDiscovery
    private let code: (any CodeReading)?
    private let scores: any ParentScores
    private let limits: CaptureLimits
    private let now: @Sendable () -> Date

    /// - Parameters:
    ///   - discover: reads links out of what is captured so far; pure.
    ///   - code: reads linked code; nil when `vetting.code` is off.
    ///   - now: becomes `Facts.asOf`, the clock of every score.
    package init(
        discover: @escaping LinkDiscovery, code: (any CodeReading)?, scores: any ParentScores = NoParentScores(),
        limits: CaptureLimits = CaptureLimits(), now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.discover = discover
        self.code = code
        self.scores = scores
        self.limits = limits
        self.now = now
    }

    /// Looks at a repository at a revision. Throws only when the Hub does not tell which commit that is, or on cancellation.
    /// - Parameters:
    ///   - others: Hubs asked for data sets and parents that the first one does not have.
    ///   - isHere: whether the files are in this house, so that nothing the first one says is waited for.
    package func capture(
        _ repository: RepositoryID, at revision: Revision, from hub: any HubReading, others: [any HubReading] = [],
        isHere: Bool = false
    ) async throws -> Facts {
        let clock = CaptureClock(limits.time)
        let document = try await hub.document(repository, revision: revision)
        guard let info = RepositoryInfo(json: document, asked: repository) else {
            throw HubError.malformed(what: "what it says of `\(repository)` is no repository")
        }
        guard let commit = info.commit ?? revision.commit else {
            throw Problem(
                .upstream, "`\(hub.endpoint)` names no commit for `\(repository)`", hint: "its answer lacks `sha`")
        }
        var facts = Facts(
            model: info.id.path, kind: info.id.kind.rawValue, commit: commit.hex, source: hub.endpoint.description,
            asOf: now(), info: .known(document), commits: .absent, files: .absent)
        try await addOwn(to: &facts, info.id, commit, hub, isHere ? clock.patient : clock)
        try await addLinked(to: &facts, [hub] + others.filter { $0.endpoint != hub.endpoint }, clock)
        return facts
    }

    /// What the repository itself says.
    private func addOwn(
        to facts: inout Facts, _ id: RepositoryID, _ commit: GitObjectID, _ hub: any HubReading, _ clock: CaptureClock
    ) async throws {
        async let commits = commits(id, commit, hub, clock)
        async let owner = owner(of: id, facts.info.value, hub, clock)
        let reading = TextCapture(hub: hub, repository: id, commit: commit, limits: limits, clock: clock)
        facts.files = try await listing(id, commit, hub, clock)
        if let files = facts.files.value?.compactMap({ RemoteFile($0) }) {
            async let headers = headers(files, id, commit, hub, clock)
            facts.texts = try await reading.read(files)
            facts.headers = try await headers
        } else {
            // Cards of gated models are often public although their files are not.
            facts.texts = ["README.md": try await reading.card()]
        }
        facts.commits = try await commits
        facts.owner = try await owner
    }

    /// What it links.
    private func addLinked(to facts: inout Facts, _ hubs: [any HubReading], _ clock: CaptureClock) async throws {
        let names = discover(facts)
        let links = LinkCapture(hubs: hubs, code: code, scores: scores, limits: limits, clock: clock)
        async let datasets = links.datasets(names.datasets)
        async let parents = links.parents(names.parents)
        async let code = links.code(names.code)
        facts.datasets = try await datasets
        facts.parents = try await parents
        facts.code = try await code
    }

    private func commits(
        _ id: RepositoryID, _ commit: GitObjectID, _ hub: any HubReading, _ clock: CaptureClock
    ) async throws -> Captured<[CommitFact]> {
        try await clock.ask {
            let commits = try await hub.commits(id, revision: Revision(commit), limit: limits.commits)
            return .known(
                commits.map { CommitFact(id: $0.id.hex, authors: $0.authors, title: $0.title, date: $0.date) })
        }
    }

    private func owner(
        of id: RepositoryID, _ document: JSONValue?, _ hub: any HubReading, _ clock: CaptureClock
    ) async throws -> Captured<OwnerFact> {
        guard let name = document?["author"]?.string ?? id.namespace else {
            return .unavailable("the Hub names no owner")
        }
        return try await clock.ask {
            guard let owner = try await hub.owner(name) else { return .unavailable("the Hub does not say who owns it") }
            return .known(OwnerFact(isOrganisation: owner.isOrganisation, isVerified: owner.isVerified))
        }
    }

    private func headers(
        _ files: [RemoteFile], _ id: RepositoryID, _ commit: GitObjectID, _ hub: any HubReading, _ clock: CaptureClock
    ) async throws -> [String: Captured<HeaderFact>] {
        let reading = HeaderCapture(hub: hub, repository: id, commit: commit, limits: limits)
        let read = try await reading.choose(from: files).map(atOnce: limits.atOnce) { file in
            (file.path.text, try await clock.ask { try await reading.read(file) })
        }
        return Dictionary(read) { first, _ in first }
    }
}

extension FactsCapture {
    private func listing(
        _ id: RepositoryID, _ commit: GitObjectID, _ hub: any HubReading, _ clock: CaptureClock
    ) async throws -> Captured<[FileFact]> {
        try await clock.ask {
            let files = try await hub.tree(id, commit: commit)
            guard files.count <= limits.files else { return .unavailable("too large: \(files.count) files") }
            return .known(
                files.map { FileFact(path: $0.path.text, size: $0.size.bytes, identity: $0.content.identity.hex) })
        }
    }
}

extension RemoteFile {
    /// The file that a fact came from.
    fileprivate init?(_ fact: FileFact) {
        let identity =
            Digest(fact.identity).map { ContentIdentity.sha256($0) }
            ?? GitObjectID(fact.identity).map { ContentIdentity.gitBlob($0) }
        guard let path = RepositoryPath(fact.path), let identity else { return nil }
        self.init(path: path, content: ExpectedContent(identity: identity, size: ByteCount(fact.size)))
    }
}
