package import Domain
package import Scoring
import Wire

/// The gate of a house: its policy, its memory, and the people who may make exceptions.
package struct GateKeeper: Sendable {
    package let policies: PolicyStore
    package let ledger: GateLedger
    let audit: (any AuditRecording)?

    /// - Parameter audit: where what people do is kept beside the models' own history; nil while nobody keeps it.
    package init(policies: PolicyStore, ledger: GateLedger, audit: (any AuditRecording)? = nil) {
        self.policies = policies
        self.ledger = ledger
        self.audit = audit
    }

    /// Begins one model's way through the gate, by the policy of this moment from beginning to end.
    package func open(_ wish: GateWish = GateWish(), for model: RepositoryID) async throws -> GatePass {
        let loaded = try await policies.current()
        var policy = loaded.policy
        if let preset = wish.preset { policy = policy.withMetrics(of: try preset.policy) }
        policy = try policy.applying(thresholds: wish.thresholds, to: model.path, kind: model.kind.rawValue)
        return GatePass(
            policy: policy, digest: policy == loaded.policy ? loaded.digest : policy.digest, model: model,
            keepsApart: wish.quarantine, ledger: ledger)
    }
}

/// What a single pull says about the gate.
package struct GateWish: Codable, Sendable, Hashable {
    /// Thresholds by metric; the policy says whether they may be brought.
    package var thresholds: [String: Double]
    /// Keep a refused model apart instead of nothing.
    package var quarantine: Bool
    /// The metric rules of a preset instead of the house's own: `package`, `artifact`.
    package var presetName: String?

    package init(thresholds: [String: Double] = [:], quarantine: Bool = false, preset: PolicyPreset? = nil) {
        self.thresholds = thresholds
        self.quarantine = quarantine
        presetName = preset?.rawValue
    }

    package var preset: PolicyPreset? { presetName.flatMap(PolicyPreset.init) }
}
