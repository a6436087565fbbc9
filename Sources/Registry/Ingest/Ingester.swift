import Domain
import FoundationEssentials
package import Wire

/// The contracts' "vet, then keep under an identifier": one service behind both families.
package struct Ingester: Sendable {
    /// What the house can do, handed in by its composition.
    package struct Work: Sendable {
        var vet: @Sendable (VetRequest) async throws -> VetReport
        /// Pulls to the end; the house's own gate is in it.
        var pull: @Sendable (PullRequest) async throws -> PullReport
        /// Tags of the Hub at a commit, for finding out a version.
        var tags: @Sendable (VetReport) async throws -> [String]

        package init(
            vet: @escaping @Sendable (VetRequest) async throws -> VetReport,
            pull: @escaping @Sendable (PullRequest) async throws -> PullReport,
            tags: @escaping @Sendable (VetReport) async throws -> [String]
        ) {
            self.vet = vet
            self.pull = pull
            self.tags = tags
        }
    }

    /// How it ended when nothing went wrong.
    package enum Outcome: Sendable {
        case kept(IngestRecord, VetReport, PullReport, previous: String?)
        /// Some rule of the contract's own policy failed: nothing was kept.
        case refused(VetReport)
    }

    package let catalogue: Catalogue
    private let work: Work

    package init(catalogue: Catalogue, work: Work) {
        self.catalogue = catalogue
        self.work = work
    }

    /// Vets with the policy of the family, pulls, and records; `RegistryError.ingested` for a name and version that exist.
    package func ingest(_ wish: IngestWish) async throws -> Outcome {
        if let kind = wish.kind, RepositoryKind(rawValue: kind) == nil {
            throw Problem(.badRequest, "repo_type is model or dataset")
        }
        let given = try wish.version.map { text in
            guard let version = SemanticVersion(text) else {
                throw Problem(.badRequest, "version '\(text)' is no semantic version", hint: "write it like 1.0.0")
            }
            return version.text
        }
        let reference = wish.revision.map { "\(wish.reference)@\($0)" } ?? wish.reference
        try await refuseDuplicate(reference, given, wish.family)
        let report = try await work.vet(
            VetRequest(
                reference: reference, kind: wish.kind, policy: wish.family.rawValue,
                thresholds: wish.thresholds.isEmpty ? nil : wish.thresholds))
        guard report.verdict.decision == .admitted else { return .refused(report) }
        let repository = try RepositoryID(report.model, kind: RepositoryKind(rawValue: report.kind) ?? .model)
            .orRefuse(report.model)
        let version = wish.family == .artifact ? report.commit : try await given.orElse { try await detect(report) }
        let name = wish.family == .artifact ? repository.path : repository.name
        if let known = try await catalogue.ingest(named: name, wish.family, version: version) {
            throw RegistryError.ingested(name: known.name, version: known.version)
        }
        let previous = try await catalogue.ingest(named: name, wish.family)
        // The commit that was vetted, whatever the branch means by now.
        let pulled = try await work.pull(
            PullRequest(
                reference: "\(repository.path)@\(report.commit)",
                hub: report.source.hasPrefix("http") ? report.source : nil,
                kind: report.kind, everything: true))
        try await requireAdmitted(pulled, repository, report.commit)
        let record = IngestRecord(
            id: UUID().uuidString.lowercased(), family: wish.family, name: name, version: version,
            repository: repository, commit: try GitObjectID(report.commit).orRefuse(report.commit),
            description: wish.description, assessment: report.assessment, netScore: report.assessment.netScore ?? 0,
            size: pulled.sizeBytes, by: wish.by, createdAt: catalogue.now())
        try await catalogue.add(record)
        return .kept(record, report, pulled, previous: previous?.id)
    }

    /// The house's own gate may have kept the model apart, now or before: then nothing was ingested.
    private func requireAdmitted(_ pulled: PullReport, _ repository: RepositoryID, _ commit: String) async throws {
        let kept = try await catalogue.version(of: repository, at: Revision(commit))
        guard pulled.verdict?.decision == .quarantined || kept?.isQuarantined == true else { return }
        let reason = kept?.quarantine ?? pulled.verdict?.reason ?? "a person must decide"
        throw Problem(
            .refused, "`\(repository)` is quarantined by the policy of this house: \(reason)",
            hint: "see `roost verdict \(repository)`; a rule is excused with `roost waive`")
    }

    /// What can be told before anything is asked of a Hub.
    private func refuseDuplicate(_ reference: String, _ version: String?, _ family: IngestFamily) async throws {
        guard family == .package, let version else { return }
        guard case .repository(let named) = try ModelReference(parsing: reference) else { return }
        if let known = try await catalogue.ingest(named: named.id.name, family, version: version) {
            throw RegistryError.ingested(name: known.name, version: known.version)
        }
    }

    /// The semantic version a tag gives the commit; `1.0.0` when none does.
    private func detect(_ report: VetReport) async throws -> String {
        let tags = try await work.tags(report)
        return tags.compactMap { SemanticVersion($0) }.max()?.text ?? "1.0.0"
    }
}

extension Optional {
    fileprivate func orRefuse(_ text: String) throws -> Wrapped {
        guard let self else { throw Problem(.upstream, "the Hub named `\(text)`, which is no such thing") }
        return self
    }

    fileprivate func orElse(_ other: () async throws -> Wrapped) async throws -> Wrapped {
        if let self { return self }
        return try await other()
    }
}
