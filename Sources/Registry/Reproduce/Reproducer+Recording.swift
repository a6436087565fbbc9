import Blobs
import Domain
import Hub
import Scoring
import Storage
import SystemPackage
import Wire

extension Reproducer {
    /// Writes down what came of a run, and decides again about the version.
    ///
    /// Everything else stays as it was measured: only the answer about reproducibility is a new one. A version that was never
    /// assessed is assessed from its own bytes first.
    func record(
        _ run: Captured<ExecutionFact>, of version: KeptVersion, by person: String
    ) async throws -> ReproduceReport {
        let (repository, commit) = (version.repository, version.commit)
        let keeper = vetter.keeper
        try await executions.record(run, of: repository, at: commit)
        // An earlier run counts on when this one could not be made.
        let counted = try await executions.run(of: repository, at: commit) ?? run
        let pass = try await keeper.open(for: repository)
        let known = try await keeper.ledger.subject(of: repository, at: commit)
        var subject = if let known { known } else { try await assess(version, pass) }
        let listed = try await catalogue.listing(of: repository, at: commit).map { file in
            FileFact(path: file.path.text, size: file.size.bytes, identity: file.content.identity.hex)
        }
        subject.assessment = subject.assessment.with(
            counted, files: listed.isEmpty ? version.fileFacts : listed, weights: pass.weights)
        try await keeper.ledger.record(subject)
        let scope = KnownScope.model(repository.path, kind: repository.kind.rawValue, commit: commit.hex)
        _ = try await keeper.redecide(scope, try await keeper.policies.current().policy, nil, recording: true)
        let report = ReproduceReport(
            run, of: version, score: subject.assessment[metric: ReproducibilityMetric.name]?.score,
            verdict: try await keeper.ledger.verdict(of: repository, at: commit)?.summary)
        try await note(report, of: version, by: person)
        return report
    }

    private func assess(_ version: KeptVersion, _ pass: GatePass) async throws -> GateSubject {
        let files = catalogue.held(version)
        let hub = KeptHub(
            version.repository, at: version.commit, files: files, stored: StoredInfo(stored: version.info),
            endpoint: HubEndpoint(folder: catalogue.blobs.root.string))
        let facts = try await vetter.facts(of: hub, linked: [])
        var subject = await vetter.subject(of: facts, under: pass, size: files.map(\.content.size).total())
        subject.add(try await vetter.scan(files), under: pass)
        return subject
    }

    /// In the model's own history, and in the trail of what people did.
    private func note(_ report: ReproduceReport, of version: KeptVersion, by person: String) async throws {
        let ledger = vetter.keeper.ledger
        let detail = "\(version.commit.short): \(report.reason)"
        try await ledger.database.write { session in
            try ledger.log("reproduced", version.repository.path, detail, session)
        }
        try await vetter.keeper.audit?.record(
            AuditEntry(
                at: ledger.now(), who: person, action: "model.reproduced",
                subject: "\(version.repository.path)@\(version.commit.hex)", detail: report.reason))
    }
}

extension ReproduceReport {
    init(_ run: Captured<ExecutionFact>, of version: KeptVersion, score: Double?, verdict: VerdictSummary?) {
        let fact = run.value
        let reason: String =
            switch run {
            case .known(let fact): fact.words
            case .unavailable(let why): "not run: \(why)"
            case .absent: "not run"
            }
        self.init(
            model: version.repository.path, kind: version.repository.kind.rawValue, commit: version.commit.hex,
            outcome: fact?.outcome.rawValue ?? "not_run", reason: reason, edits: fact?.edits ?? [], code: fact?.code,
            environment: fact?.environment, exitCode: fact?.exitCode.map(Int.init), seconds: fact?.seconds,
            output: fact?.output ?? "", score: score, verdict: verdict)
    }
}

extension ExecutionFact {
    /// One sentence for people.
    fileprivate var words: String {
        switch outcome {
        case .ranAsPrinted: "the example ran as printed"
        case .ranAfterEdits: "the example ran after edits: \(edits.joined(separator: "; "))"
        case .failed: "the example failed\(exitCode.map { " with exit code \($0)" } ?? "")"
        }
    }
}
