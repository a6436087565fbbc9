package import Scoring
package import Wire

extension GateKeeper {
    private static let pageSize = 100

    /// Decides again about everything that was ever assessed, from what is stored, and tells whose decision changes.
    ///
    /// - Parameters:
    ///   - new: the policy; the house's own when nil.
    ///   - old: what to compare with; what was decided last when nil.
    ///   - recording: whether the verdicts hold from now on, and kept versions are kept apart or released by them.
    package func rescore(
        to new: Policy? = nil, from old: Policy? = nil, recording: Bool
    ) async throws -> RescoreReport {
        let policy: Policy
        if let new { policy = new } else { policy = try await policies.current().policy }
        var report = RescoreReport(
            policy: policy.name, policyDigest: policy.digest, recorded: recording, decided: 0,
            unassessed: try await ledger.unassessed(), changed: [])
        let (decided, changed) = try await redecide(.all, policy, old, recording: recording)
        report.decided = decided
        report.changed = changed
        return report
    }

    /// Brings kept versions up to the policy and the waivers of this moment: what the server does at its start, when the
    /// policy changed, and every hour. Nil when nothing had to be decided again.
    package func settle() async throws -> RescoreReport? {
        let loaded = try await policies.current()
        guard try await ledger.isBehind(loaded.digest) else { return try await settleLapsed() }
        let lapsed = try await ledger.lapsed()
        let report = try await rescore(to: loaded.policy, recording: true)
        try await ledger.noteLapsed(lapsed)
        return report
    }

    /// Decides again about the versions whose waivers have ended since somebody looked. Nil, and quickly so, when none has.
    @discardableResult
    package func settleLapsed() async throws -> RescoreReport? {
        let lapsed = try await ledger.lapsed()
        guard !lapsed.isEmpty else { return nil }
        let loaded = try await policies.current()
        var report = RescoreReport(
            policy: loaded.policy.name, policyDigest: loaded.digest, recorded: true, decided: 0, unassessed: 0,
            changed: [])
        for scope in Set(lapsed.map { KnownScope.model($0.model, kind: $0.kind, commit: $0.commit) }) {
            let (decided, changed) = try await redecide(scope, loaded.policy, nil, recording: true)
            report.decided += decided
            report.changed += changed
        }
        try await ledger.noteLapsed(lapsed)
        return report
    }

    /// Page by page, so that a large house costs no more memory than a small one.
    func redecide(
        _ scope: KnownScope, _ policy: Policy, _ old: Policy?, recording: Bool
    ) async throws -> (decided: Int, changed: [VerdictChange]) {
        let digest = policy.digest
        var (decided, changed): (Int, [VerdictChange]) = (0, [])
        var last: Int64 = 0
        while true {
            let page = try await ledger.known(scope, after: last, limit: Self.pageSize)
            guard let end = page.last?.id else { return (decided, changed) }
            last = end
            let (news, verdicts) = try await redecide(page, policy, digest, old)
            changed += news
            decided += page.count
            if recording { try await ledger.settle(verdicts) }
        }
    }

    /// One page: whose decision changes, and what would have to be written down.
    func redecide(
        _ page: [KnownVersion], _ policy: Policy, _ digest: String, _ old: Policy?
    ) async throws -> (changed: [VerdictChange], verdicts: [Verdict]) {
        var (changed, verdicts): ([VerdictChange], [Verdict]) = ([], [])
        for version in page {
            let input = try await input(for: version)
            let after = policy.decide(input, digest: digest)
            let before = old.map { $0.decide(input) } ?? version.verdict
            if before?.decision != after.decision {
                changed.append(VerdictChange(from: before, to: after, kept: version.isKept))
            }
            if version.verdict.map({ !$0.saysTheSame(as: after) }) ?? true { verdicts.append(after) }
        }
        return (changed, verdicts)
    }

    private func input(for version: KnownVersion) async throws -> GateInput {
        let subject = version.subject
        // What is in the house already cannot be refused any more: it is kept apart.
        return GateInput(
            subject: subject, waivers: try await ledger.waivers(of: subject.model, kind: subject.kind),
            stage: subject.scan == nil && !version.isKept ? .beforeWeights : .afterScan, now: ledger.now(),
            keepsApart: version.isKept)
    }
}

extension Verdict {
    /// Whether writing down the other one would say nothing new.
    fileprivate func saysTheSame(as other: Verdict) -> Bool {
        var copy = self
        copy.decidedAt = other.decidedAt
        return copy == other
    }
}

extension VerdictChange {
    init(from before: Verdict?, to after: Verdict, kept: Bool) {
        let then = Dictionary((before?.rules ?? []).map { ($0.rule, $0) }) { first, _ in first }
        let now = Dictionary(after.rules.map { ($0.rule, $0) }) { first, _ in first }
        let changes = GateRule.names.compactMap { rule -> RuleChange? in
            guard let title = (now[rule] ?? then[rule])?.title, now[rule]?.outcome != then[rule]?.outcome else {
                return nil
            }
            // The first time there is nothing to compare with: what stands in the way is news, the rest is not.
            let isNews = before != nil || [.failed, .review, .waived].contains(now[rule]?.outcome)
            guard isNews else { return nil }
            return RuleChange(rule: rule, title: title, before: then[rule]?.outcome, after: now[rule]?.outcome)
        }
        self.init(
            model: after.model, kind: after.kind, commit: after.commit, kept: kept, before: before?.decision,
            after: after.decision, rules: changes)
    }
}
