package import Domain
package import Hub
package import Scoring
import Wire

/// Answers "may we use this one?": captures the facts, asks the metrics, compares the licences and looks into the files.
/// The deciding is the gate's.
package struct Vetter: Sendable {
    package let keeper: GateKeeper
    package let licences: LicenceKnowledge
    let capture: FactsCapture
    let evaluator: Evaluator
    let scanner: Scanner
    /// What came of running examples; nil where nobody keeps that.
    let executions: ExecutionLedger?
    private let recent = RecentFacts()

    package init(
        keeper: GateKeeper, licences: LicenceKnowledge, capture: FactsCapture, evaluator: Evaluator, scanner: Scanner,
        executions: ExecutionLedger? = nil
    ) {
        self.keeper = keeper
        self.licences = licences
        self.capture = capture
        self.evaluator = evaluator
        self.scanner = scanner
        self.executions = executions
    }

    /// What the Hub and everything linked say of a commit; asked once for those who ask soon after each other.
    package func facts(
        of repository: RepositoryID, at commit: GitObjectID, from hub: any HubReading, others: [any HubReading]
    ) async throws -> Facts {
        let key = RecentFacts.Key(
            hub: hub.endpoint.description, kind: repository.kind.rawValue, name: repository.path, commit: commit.hex)
        if let known = await recent.facts(key) { return try await withRun(known) }
        let facts = try await capture.capture(repository, at: Revision(commit), from: hub, others: others)
        await recent.keep(facts, as: key)
        return try await withRun(facts)
    }

    /// The facts with what a run of the example showed, if there was one.
    func withRun(_ facts: Facts) async throws -> Facts {
        guard let executions, let kind = RepositoryKind(rawValue: facts.kind),
            let id = RepositoryID(facts.model, kind: kind), let commit = GitObjectID(facts.commit)
        else { return facts }
        var facts = facts
        facts.execution = try await executions.run(of: id, at: commit)
        return facts
    }

    /// What the metrics and licences say of facts, under the rules of a pass; no byte of a weight is needed.
    package func subject(of facts: Facts, under pass: GatePass, size: ByteCount? = nil) async -> GateSubject {
        let assessment = await evaluator.assess(facts, context: pass.metricContext, weights: pass.weights)
        return GateSubject(
            assessment: assessment, licence: LicenceChainBuilder(knowledge: licences).chain(from: facts), scan: nil,
            sizeBytes: size?.bytes)
    }
}
