import Access
import Domain
import Registry
import Scoring
import Wire

/// What excusing a rule needs: which one, why, until when.
struct WaivingDialog: Sendable {
    struct Choice: Sendable {
        let value: String
        let label: String
    }

    let name: String
    let kind: String
    let commit: String
    let shortCommit: String
    let rules: [Choice]
    let firstDay: String
    let lastDay: String
    let days: Int

    /// Nil for who may not, and when nothing stands in the way that may be excused.
    init?(_ sight: ModelSight, _ services: ModelServices, _ verdict: Verdict?) async throws {
        guard sight.may(.admin), let verdict else { return nil }
        let policy = try await services.gate.policies.current().policy
        rules = verdict.standing.compactMap { result in
            guard let rule = GateRule(result.rule), !policy.notWaivable.contains(rule) else { return nil }
            return Choice(value: result.rule, label: result.title)
        }
        guard !rules.isEmpty else { return nil }
        name = sight.repository.path
        kind = sight.repository.kind.rawValue
        commit = verdict.commit
        shortCommit = String(verdict.commit.prefix(7))
        let now = services.now()
        days = policy.maxWaiverDays
        firstDay = Self.day(now, after: 1)
        lastDay = Self.day(now, after: policy.maxWaiverDays)
    }

    private static func day(_ now: Int64, after days: Int) -> String {
        String(Moment.text(now + Int64(days) * 86_400_000).prefix(10))
    }
}
