package import Wire

/// What a waiver is worth.
package enum WaiverCheck: Sendable, Hashable {
    case holds
    /// It is about another model, or another version.
    case elsewhere
    /// It is about this version and does not count, for this reason.
    case ignored(String)
}

extension Policy {
    private static let dayInMilliseconds: Int64 = 86_400_000
    /// How far another machine's clock may be ahead.
    private static let clockSkew: Int64 = 300_000

    /// What a waiver is worth for a version under this policy. Times in milliseconds since 1970.
    package func check(
        _ waiver: Waiver, model: String, kind: String, commit: String, now: Int64
    ) -> WaiverCheck {
        guard waiver.model == model, waiver.kind == kind, waiver.commit ?? commit == commit else { return .elsewhere }
        return check(waiver, now: now).map { .ignored($0) } ?? .holds
    }

    /// Why a waiver does not count, whatever it is for; nil when it does.
    package func check(_ waiver: Waiver, now: Int64) -> String? {
        guard let rule = GateRule(waiver.rule), rule.id == waiver.rule else {
            return "there is no rule `\(waiver.rule.oneLine(limit: 60))`"
        }
        guard let given = Moment.milliseconds(waiver.createdAt), let until = Moment.milliseconds(waiver.until),
            until > given
        else { return "its dates make no sense" }
        if waiver.reason.allSatisfy(\.isWhitespace) { return "it gives no reason" }
        if waiver.by.allSatisfy(\.isWhitespace) { return "nobody stands for it" }
        if let revoked = waiver.revokedAt { return "revoked on \(revoked.prefix(10))" }
        if given > now + Self.clockSkew { return "it was given in the future" }
        if until <= now { return "expired on \(waiver.until.prefix(10))" }
        if notWaivable.contains(rule) { return "this policy lets nobody waive `\(rule.id)`" }
        if until - given > Int64(maxWaiverDays) * Self.dayInMilliseconds {
            return "it runs longer than the \(maxWaiverDays) days of this policy"
        }
        return nil
    }
}
