package import Domain
import Scoring
package import Wire

/// An exception a person wants to make.
package struct WaiverWish: Sendable, Hashable {
    package var model: RepositoryID
    /// Nil for every version of the model.
    package var commit: GitObjectID?
    /// `metric.bus_factor`, or the bare name of a metric.
    package var rule: String
    package var reason: String
    /// Who gives it.
    package var by: String
    /// Milliseconds since 1970.
    package var until: Int64

    package init(
        model: RepositoryID, commit: GitObjectID?, rule: String, reason: String, by: String, until: Int64
    ) {
        self.model = model
        self.commit = commit
        self.rule = rule
        self.reason = reason
        self.by = by
        self.until = until
    }
}

extension GateKeeper {
    private static let reasonAtMost = 1000
    private static let personAtMost = 200

    /// Makes an exception, writes down who made it, and decides again about the versions it is for.
    package func waive(_ wish: WaiverWish) async throws -> WaiverReport {
        let loaded = try await policies.current()
        let waiver = try self.waiver(wish, under: loaded.policy)
        try await ledger.add(waiver)
        try await note("waiver.given", waiver, by: waiver.by)
        return WaiverReport(waiver: waiver, changed: try await redecide(for: waiver, loaded))
    }

    /// Ends an exception before its time; what it excused counts again at once.
    package func revoke(_ id: String, by person: String) async throws -> WaiverReport {
        let loaded = try await policies.current()
        let waiver = try await ledger.revoke(id, by: person)
        try await note("waiver.revoked", waiver, by: person)
        return WaiverReport(waiver: waiver, changed: try await redecide(for: waiver, loaded))
    }

    /// The waivers with what each is worth under the policy in force.
    package func waivers(includingEnded: Bool = false, limit: Int = 200) async throws -> [WaiverView] {
        let policy = try await policies.current().policy
        let now = ledger.now()
        return try await ledger.waivers(includingEnded: includingEnded, limit: limit).map { waiver in
            let own = policy.override(for: waiver.model, kind: waiver.kind)
            let reason = own.check(waiver, now: now)
            return WaiverView(waiver: waiver, holds: reason == nil, reason: reason)
        }
    }

    /// The commit of a model that a person means: all forty digits, the beginning of one that was assessed here, or with
    /// nothing said the one assessed last.
    package func commit(of model: RepositoryID, _ text: String?) async throws -> GitObjectID {
        if let text, let whole = GitObjectID(text) { return whole }
        let known = try await ledger.commits(of: model)
        guard let text else {
            guard let newest = known.first else { throw GateError.neverAssessed(model.path) }
            return newest
        }
        let found = known.filter { text.utf8.count >= 7 && $0.hex.hasPrefix(text.lowercased()) }
        guard found.count == 1 else { throw GateError.commitUnknown(model: model.path, revision: text) }
        return found[0]
    }

    /// Everything a waiver needs, held against the policy before it is kept: one that would not count is not given.
    private func waiver(_ wish: WaiverWish, under policy: Policy) throws -> Waiver {
        guard let rule = GateRule(wish.rule) else { throw GateError.ruleUnknown(wish.rule) }
        guard !policy.notWaivable.contains(rule) else {
            throw GateError.notWaivable(rule: rule.id, policy: policy.name)
        }
        let reason = wish.reason.oneLine(limit: Self.reasonAtMost)
        let person = wish.by.oneLine(limit: Self.personAtMost)
        guard !reason.allSatisfy(\.isWhitespace) else { throw GateError.waiverWithout("a reason") }
        guard !person.allSatisfy(\.isWhitespace) else { throw GateError.waiverWithout("somebody who gives it") }
        let now = ledger.now()
        let day = String(Moment.text(wish.until).prefix(10))
        guard wish.until > now else { throw GateError.waiverEnded(until: day) }
        guard wish.until - now <= Int64(policy.maxWaiverDays) * 86_400_000 else {
            throw GateError.waiverTooLong(until: day, days: policy.maxWaiverDays, policy: policy.name)
        }
        return Waiver(
            id: Self.newID(), model: wish.model.path, kind: wish.model.kind.rawValue, commit: wish.commit?.hex,
            rule: rule.id, reason: reason, by: person, createdAt: Moment.text(now), until: Moment.text(wish.until))
    }

    private func redecide(for waiver: Waiver, _ loaded: LoadedPolicy) async throws -> [VerdictChange] {
        let scope = KnownScope.model(waiver.model, kind: waiver.kind, commit: waiver.commit)
        return try await redecide(scope, loaded.policy, nil, recording: true).changed
    }

    private func note(_ action: String, _ waiver: Waiver, by person: String) async throws {
        try await audit?.record(
            AuditEntry(
                at: ledger.now(), who: person, action: action, subject: waiver.subject, detail: waiver.words))
    }

    /// Ten letters and digits: short enough to be typed, and there are 36¹⁰ of them.
    private static func newID() -> String {
        let letters = Array("0123456789abcdefghijklmnopqrstuvwxyz")
        return "w" + String((0..<10).map { _ in letters[Int.random(in: 0..<letters.count)] })
    }
}
