import API
import Wire

/// A route in the table.
struct RouteRow: Sendable {
    struct LegRow: Sendable {
        let leg: String
        /// As a trial names it: `primary`, `fallback1`.
        let place: String
        let breaker: String
        let breakerTone: String
        let legContext: String?
    }

    let routeName: String
    let testCall: String
    let playPath: String
    let requestsPath: String
    let enabled: Bool
    let staysHere: Bool
    let legs: [LegRow]
    let rules: String
    let places: String?
    let spent: String
    let budget: String

    init(_ route: RouteView) {
        routeName = route.name
        testCall = Paths.routeTest.replacing(":name", with: PercentCoding.encode(route.name))
        playPath = PagePaths.playground(route.name)
        requestsPath = "\(PagePaths.requests)?route=\(PercentCoding.encode(route.name))"
        enabled = route.enabled
        staysHere = route.private
        legs = route.legs.enumerated().map { index, leg in
            LegRow(
                leg: leg.leg, place: index == 0 ? "primary" : "fallback\(index)",
                breaker: ["closed": "asked", "open": "left alone", "probing": "being probed"][leg.breaker]
                    ?? leg.breaker,
                breakerTone: ["closed": "good", "open": "bad"][leg.breaker] ?? "warn",
                legContext: leg.context.map { "\(Words.count($0)) tokens" })
        }
        rules = """
            \(Words.count(route.attempts)) a model, \(Words.span(route.attemptTimeoutMs)) each, \
            \(Words.span(route.totalTimeoutMs)) in all
            """
        places = route.concurrency.map { "\(Words.count($0)) at once" }
        spent = Words.money(route.spentToday)
        budget = route.budgetPerDay.map { "of \(Words.money($0)) a day" } ?? "no limit"
    }
}

/// A provider in the table.
struct ProviderRow: Sendable {
    let provider: String
    let providerKind: String
    let key: String
    let isHere: Bool
    let trouble: Markup?

    init(_ view: ProviderView) {
        provider = view.name
        providerKind = view.kind
        key = view.hasKey ? "yes" : "no"
        isHere = view.local
        trouble = view.problem.map(Words.prose)
    }
}
