import API
import Access
import Domain
import Wire

/// One request: every try along its time, and all that was counted.
struct RequestPage: Page {
    struct Try: Sendable {
        let number: Int
        let leg: String
        let tryOutcome: String
        let tryTone: String
        let after: String
        let took: String
        let status: String
        let why: String?
    }

    struct Values: Sendable {
        let asked: String
        let route: String?
        let requestsPath: String?
        let kind: String
        let way: String
        let who: String
        let started: MomentWords
        let outcome: String
        let tone: String
        let answeredBy: String?
        let problem: Markup?
        let tokens: String
        let cost: String
        let firstContent: String
        let time: String
        let speed: String
        let timeline: Markup
        let tries: [Try]
        let hasTries: Bool
    }

    let path = PagePaths.request
    let need = Need.run
    let services: RunServices

    func content(for visit: PageVisit) async throws -> PageContent {
        let id = try visit.parameter("id")
        let person = visit.identity.allows(.admin) ? nil : visit.identity.actor
        guard let trace = try await services.request(id, person) else {
            throw Problem(
                .notFound, "no request `\(id.prefix(40))` is known",
                hint: "traces are kept for 30 days; see the list of requests for what there is")
        }
        return PageContent(
            "Request \(trace.id)", in: .requests, template: "request", values: Self.values(trace),
            style: "running.css")
    }

    static func values(_ trace: RequestTrace) -> Values {
        Values(
            asked: trace.asked, route: trace.route,
            requestsPath: trace.route.map { "\(PagePaths.requests)?route=\(PercentCoding.encode($0))" },
            kind: trace.kind, way: trace.isStreamed ? "as a stream" : "in one piece", who: trace.by,
            started: Words.moment(trace.startedAt), outcome: RequestWords.outcome(trace.outcome),
            tone: RequestWords.tone(trace.outcome), answeredBy: trace.answeredBy,
            problem: trace.problem.map(Words.sentence), tokens: RequestWords.tokens(trace),
            cost: trace.cost.map(Words.money) ?? "unknown: no price is known",
            firstContent: trace.firstContent.map(Words.span)
                ?? (trace.isStreamed ? "none came" : "it came whole"), time: Words.span(trace.duration),
            speed: speed(trace), timeline: AttemptTimeline.draw(trace),
            tries: trace.attempts.enumerated().map { attempt($0.element, $0.offset) },
            hasTries: !trace.attempts.isEmpty)
    }

    /// No speed is made from less time: pieces come together.
    private static let leastMilliseconds: Int64 = 100

    /// Tokens after the first content a second.
    private static func speed(_ trace: RequestTrace) -> String {
        guard trace.isStreamed, let tokens = trace.answerTokens, tokens > 1, let first = trace.firstContent,
            trace.duration - first >= leastMilliseconds
        else { return "unknown: too short, or no stream" }
        let tenths = (tokens - 1) * 10_000 / (trace.duration - first)
        return "\(Words.count(tenths / 10)).\(tenths % 10) tokens/s"
    }

    private static func attempt(_ attempt: AttemptTrace, _ index: Int) -> Try {
        Try(
            number: index + 1, leg: attempt.leg, tryOutcome: RequestWords.outcome(attempt.outcome),
            tryTone: attempt.outcome == "answered" ? "good" : "bad", after: Words.span(attempt.startedAfter),
            took: Words.span(attempt.duration), status: attempt.status.map { "\($0)" } ?? "–", why: why(attempt))
    }

    /// What happened, and what this house did for it.
    private static func why(_ attempt: AttemptTrace) -> String? {
        var parts = attempt.problem.map { [$0] } ?? []
        if let times = attempt.times { parts.append("passed over \(Words.count(times)) times") }
        if let evicted = attempt.evicted {
            parts.append("taken out of memory for it: \(evicted.joined(separator: ", "))")
        }
        if let waited = attempt.waited, waited >= 100 { parts.append("waited \(Words.span(waited)) for its turn") }
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }
}
