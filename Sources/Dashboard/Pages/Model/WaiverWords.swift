import API
import Domain
import Registry
import Wire

/// An exception somebody made.
struct WaiverWords: Sendable {
    let id: String
    let rule: String
    let about: String
    let because: String
    let by: String
    let until: MomentWords
    let badge: BadgeWords
    /// What revoking it calls; nil when it is over, or for who may not.
    let revoke: String?

    static func all(
        of model: RepositoryID, _ services: ModelServices, mayRevoke: Bool
    ) async throws -> [WaiverWords] {
        let now = Moment.text(services.now())
        return try await services.gate.ledger.waivers(of: model.path, kind: model.kind.rawValue).map { waiver in
            let isOver = waiver.revokedAt != nil || waiver.until <= now
            return WaiverWords(
                id: waiver.id, rule: waiver.rule,
                about: waiver.commit.map { "version \($0.prefix(7))" } ?? "every version", because: waiver.reason,
                by: waiver.by, until: Words.moment(waiver.until),
                badge: waiver.revokedAt != nil
                    ? BadgeWords(text: "revoked", style: "")
                    : isOver ? BadgeWords(text: "ended", style: "") : BadgeWords(text: "holds", style: "warn"),
                revoke: mayRevoke && !isOver
                    ? "DELETE \(Paths.waiver.replacing(":id", with: PercentCoding.encode(waiver.id)))" : nil)
        }
    }
}
