package import Domain
package import Scoring
package import Wire

/// One model's way through the gate: asked once before the weights come, and once when they are here and scanned.
///
/// ```swift
/// let pass = try await keeper.open(wish, for: repository)
/// try await pass.decide(subject, .beforeWeights).orRefuse()   // throws GateRefusal: no byte was fetched
/// … fetch and scan …
/// let course = try await pass.preview(subject, .afterScan)
/// let entry = try GateEntry(subject, course.verdict)
/// switch course {
/// case .admitted, .apart: finish(version, …, settlement: course.settlement, entry: entry)   // one transaction
/// case .refused(let verdict):
///     ledger.record([entry])
///     discard(version)
///     throw GateRefusal(verdict)
/// }
/// ```
package struct GatePass: Sendable {
    /// The policy for this pull, with what the request brought.
    package let policy: Policy
    let digest: String
    package let model: RepositoryID
    let keepsApart: Bool
    let ledger: GateLedger

    /// What the metrics have to know of the policy, exceptions for this model included.
    package var metricContext: MetricContext { own.metricContext }
    /// The share of each metric in the net score of this model, by its name.
    package var weights: [String: Double] { own.weights }

    private var own: Policy { policy.override(for: model.path, kind: model.kind.rawValue) }

    /// Decides, and writes down what is known and what was decided.
    package func decide(_ subject: GateSubject, _ stage: GateStage) async throws -> GateCourse {
        let course = try await preview(subject, stage)
        try await ledger.record([try GateEntry(subject, course.verdict)])
        return course
    }

    /// What `decide` would say, written down nowhere yet: whoever keeps the version writes the entry with it.
    package func preview(_ subject: GateSubject, _ stage: GateStage) async throws -> GateCourse {
        let waivers = try await ledger.waivers(of: subject.model, kind: subject.kind)
        let input = GateInput(
            subject: subject, waivers: waivers, stage: stage, now: ledger.now(), keepsApart: keepsApart)
        return GateCourse(policy.decide(input, digest: digest))
    }
}

/// How a pull goes on after the gate was asked.
package enum GateCourse: Sendable, Hashable {
    case admitted(Verdict)
    /// Fetch and keep it, marked as quarantined.
    case apart(Verdict)
    /// Keep nothing of it.
    case refused(Verdict)

    init(_ verdict: Verdict) {
        self =
            switch verdict.decision {
            case .admitted: .admitted(verdict)
            case .quarantined: .apart(verdict)
            case .refused: .refused(verdict)
            }
    }

    package var verdict: Verdict {
        switch self {
        case .admitted(let verdict), .apart(let verdict), .refused(let verdict): verdict
        }
    }

    /// The verdict, unless it is a refusal: that is thrown.
    @discardableResult
    package func orRefuse() throws(GateRefusal) -> Verdict {
        if case .refused(let verdict) = self { throw GateRefusal(verdict) }
        return verdict
    }

    /// What `Catalogue.finish` has to write.
    package var settlement: Settlement {
        if case .admitted = self { .admitted } else { .apart(verdict.reason) }
    }
}

/// What the gate said of a version that is kept.
package enum Settlement: Sendable, Hashable {
    case admitted
    /// Kept apart, and why.
    case apart(String)
}
