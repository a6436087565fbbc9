import API
import Access
import Domain
import Wire

/// What was done for requests, the newest first: one's own, and for administrators everybody's.
struct RequestsPage: Page {
    struct Row: Sendable {
        let id: String
        let requestPath: String
        let started: MomentWords
        let asked: String
        let who: String
        let outcome: String
        let tone: String
        let answeredBy: String?
        let tries: String
        let tokens: String
        let cost: String
        let time: String
    }

    struct Choice: Sendable {
        let value: String
        let label: String
        let isChosen: Bool
    }

    struct Values: Sendable {
        let rows: [Row]
        let isEmpty: Bool
        let isFiltered: Bool
        let routeChoices: [Choice]
        let outcomeChoices: [Choice]
        let nextPath: String?
        let showsWho: Bool
        /// Without a name nothing is one's own.
        let isNobody: Bool
    }

    private static let pageSize = 50
    private static let filterAtMost = 300
    private static let outcomes = [
        ("", "any"), ("answered", "answered"), ("failed", "failed"), ("broke_off", "broke off"),
        ("cancelled", "cancelled"),
    ]

    let path = PagePaths.requests
    let need = Need.run
    let services: RunServices

    func content(for visit: PageVisit) async throws -> PageContent {
        func text(_ name: String) -> String? {
            visit.query.first(name).flatMap { $0.isEmpty ? nil : String($0.prefix(Self.filterAtMost)) }
        }
        let (route, outcome) = (text("route"), text("outcome"))
        let isAdmin = visit.identity.allows(.admin)
        let isNamed = visit.identity.hasOwnRequests
        let page =
            isNamed
            ? try await services.requests(
                RunServices.Wish(
                    person: isAdmin ? nil : visit.identity.actor, route: route, outcome: outcome,
                    before: text("before"), limit: Self.pageSize))
            : RequestTraces(requests: [], next: nil)
        let values = Values(
            rows: page.requests.map(Self.row), isEmpty: page.requests.isEmpty,
            isFiltered: route != nil || outcome != nil,
            routeChoices: Self.choices(services.routes(false).routes.map(\.name), route),
            outcomeChoices: Self.outcomes.map {
                Choice(value: $0.0, label: $0.1, isChosen: $0.0 == outcome ?? "")
            },
            nextPath: page.next.map { Self.address(route, outcome, before: $0) }, showsWho: isAdmin, isNobody: !isNamed)
        return PageContent("Requests", in: .requests, template: "requests", values: values, style: "running.css")
    }

    private static func choices(_ names: [String], _ chosen: String?) -> [Choice] {
        // A route that is no longer there still has requests.
        let gone = chosen.map { names.contains($0) ? [] : [$0] } ?? []
        return [Choice(value: "", label: "any", isChosen: chosen == nil)]
            + (gone + names).map { Choice(value: $0, label: $0, isChosen: $0 == chosen) }
    }

    private static func address(_ route: String?, _ outcome: String?, before: String) -> String {
        let parts = [("route", route), ("outcome", outcome), ("before", before)]
        return PagePaths.requests + "?"
            + parts.compactMap { name, value in value.map { "\(name)=\(PercentCoding.encode($0))" } }
            .joined(separator: "&")
    }

    private static func row(_ trace: RequestTrace) -> Row {
        Row(
            id: trace.id, requestPath: PagePaths.request(trace.id), started: Words.moment(trace.startedAt),
            asked: trace.asked, who: trace.by, outcome: RequestWords.outcome(trace.outcome),
            tone: RequestWords.tone(trace.outcome), answeredBy: trace.answeredBy,
            tries: Words.count(trace.attempts.count), tokens: RequestWords.tokens(trace, isShort: true),
            cost: trace.cost.map(Words.money) ?? "unknown", time: Words.span(trace.duration))
    }
}
