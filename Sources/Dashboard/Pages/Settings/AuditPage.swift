import API
import Access
import Wire

/// Who did what, and who was refused what.
struct AuditPage: Page {
    struct Row: Sendable {
        let at: MomentWords
        let actor: String
        let action: String
        let subject: String
        let outcome: String
        let outcomeKind: String
        let detail: String?
        let address: String?
        /// `12 times`; nil for once.
        let times: String?
    }

    struct Choice: Sendable {
        let outcomeValue: String
        let outcomeLabel: String
        let isChosen: Bool
    }

    struct Values: Sendable {
        let tabs: [SettingsTab.Link]
        let rows: [Row]
        let isEmpty: Bool
        let isFiltered: Bool
        let actorFilter: String
        let actionFilter: String
        let subjectFilter: String
        let outcomes: [Choice]
        let next: String?
    }

    private static let pageSize = 100
    private static let filterAtMost = 300

    let path = PagePaths.audit
    let need = SettingsTab.audit.need
    let audit: AuditTrail

    func content(for visit: PageVisit) async throws -> PageContent {
        let filter = Self.filter(visit.query)
        // One more tells whether there is a next page.
        let entries = try await audit.entries(filter, limit: Self.pageSize + 1)
        let shown = entries.prefix(Self.pageSize)
        let outcomes = [("", "any")] + AuditOutcome.allCases.map { ($0.rawValue, $0.rawValue) }
        var next: String?
        if entries.count > Self.pageSize, let last = shown.last { next = Self.address(filter, before: last.number) }
        let values = Values(
            tabs: SettingsTab.audit.row(for: visit.identity), rows: shown.map(Self.row), isEmpty: shown.isEmpty,
            isFiltered: filter != AuditFilter(), actorFilter: filter.actor ?? "", actionFilter: filter.action ?? "",
            subjectFilter: filter.subject ?? "",
            outcomes: outcomes.map {
                Choice(
                    outcomeValue: $0.0, outcomeLabel: $0.1, isChosen: $0.0 == (filter.outcome?.rawValue ?? ""))
            },
            next: next)
        return SettingsTab.audit.page("settings-audit", values)
    }

    static func filter(_ query: FormItems) -> AuditFilter {
        func text(_ name: String) -> String? {
            query.first(name).flatMap { $0.isEmpty ? nil : String($0.prefix(filterAtMost)) }
        }
        return AuditFilter(
            actor: text("actor"), action: text("action"), subject: text("subject"),
            outcome: text("outcome").flatMap(AuditOutcome.init), before: text("before").flatMap { Int64($0) })
    }

    static func address(_ filter: AuditFilter, before number: Int64) -> String {
        let parts = [
            ("actor", filter.actor), ("action", filter.action), ("subject", filter.subject),
            ("outcome", filter.outcome?.rawValue), ("before", "\(number)"),
        ]
        return PagePaths.audit + "?"
            + parts.compactMap { name, value in value.map { "\(name)=\(PercentCoding.encode($0))" } }
            .joined(separator: "&")
    }

    static func row(_ entry: AuditEntry) -> Row {
        Row(
            at: Words.moment(Moment.text(entry.at)), actor: entry.actor, action: entry.action.rawValue,
            subject: entry.subject, outcome: entry.outcome.rawValue,
            outcomeKind: entry.outcome == .done ? "good" : entry.outcome == .refused ? "warn" : "bad",
            detail: entry.detail, address: entry.address,
            times: entry.times > 1 ? Words.count(entry.times, "time") : nil)
    }
}
