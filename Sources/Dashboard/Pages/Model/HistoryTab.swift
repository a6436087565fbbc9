import API
import Access
import Domain
import Registry
import Wire

/// What happened to a model here: events, verdicts, waivers, and for administrators who did what.
struct HistoryTab: Sendable {
    struct Event: Sendable {
        let at: MomentWords
        let event: String
        let detail: String
    }

    struct Decided: Sendable {
        let at: MomentWords
        let badge: BadgeWords
        let shortCommit: String
        let policy: String
        let sentence: String
    }

    struct Line: Sendable {
        let at: MomentWords
        let actor: String
        let action: String
        let subject: String
        let outcome: BadgeWords
        let detail: String?
        let times: String?
    }

    let events: [Event]
    let older: String?
    let verdicts: [Decided]
    let hasVerdicts: Bool
    let waivers: [WaiverWords]
    let hasWaivers: Bool
    /// Nil for who may not see it.
    let audit: Audit?

    struct Audit: Sendable {
        let lines: [Line]
        let isQuiet: Bool
    }

    private static let eventsAtOnce = 50
    private static let verdictsAtMost = 50
    private static let linesAtMost = 100

    init(_ sight: ModelSight, _ services: ModelServices, _ query: FormItems) async throws {
        let model = sight.repository
        let page = try await Self.happened(to: model, services, before: query.first("before"))
        events = (page?.events ?? []).map { Event(at: Words.moment($0.at), event: $0.event, detail: $0.detail) }
        older = page?.next.map { sight.address.page(.history, [("before", $0)]) }
        let decided = try await services.gate.ledger.history(of: model, limit: Self.verdictsAtMost)
        verdicts = decided.map { verdict in
            Decided(
                at: Words.moment(verdict.decidedAt),
                badge: .gate(verdict.decision, quarantined: verdict.decision != .admitted),
                shortCommit: String(verdict.commit.prefix(7)), policy: verdict.policy, sentence: verdict.reason)
        }
        hasVerdicts = !verdicts.isEmpty
        waivers = try await WaiverWords.all(of: model, services, mayRevoke: sight.may(.admin))
        hasWaivers = !waivers.isEmpty
        guard sight.may(.admin) else {
            audit = nil
            return
        }
        let entries = try await services.audit.entries(AuditFilter(model: model.path), limit: Self.linesAtMost)
        audit = Audit(lines: entries.map { Self.line($0) }, isQuiet: entries.isEmpty)
    }

    /// Nil when nothing was ever written down.
    private static func happened(
        to model: RepositoryID, _ services: ModelServices, before: String?
    ) async throws -> ModelHistory? {
        do {
            return try await services.catalogue.happened(to: model, PageWish(limit: eventsAtOnce, cursor: before))
        } catch RegistryError.notKept {
            return nil
        }
    }

    private static func line(_ entry: Access.AuditEntry) -> Line {
        let outcome =
            switch entry.outcome {
            case .done: BadgeWords(text: "done", style: "good")
            case .refused: BadgeWords(text: "refused", style: "warn")
            case .failed: BadgeWords(text: "failed", style: "bad")
            }
        return Line(
            at: Words.moment(Moment.text(entry.at)), actor: entry.actor, action: entry.action.rawValue,
            subject: entry.subject, outcome: outcome, detail: entry.detail,
            times: entry.times > 1 ? "\(Words.count(entry.times)) times" : nil)
    }
}
