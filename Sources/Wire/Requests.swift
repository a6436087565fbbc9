/// One request to a model as it was answered: what was tried, why each try ended, what it took.
package struct RequestTrace: Codable, Hashable, Sendable {
    /// Twelve characters.
    package let id: String
    /// A moment in UTC.
    package let startedAt: String
    /// What was asked for: a route, a model of the registry, or `provider:model`.
    package let asked: String
    /// The route; nil when a model was named.
    package var route: String?
    /// `chat`, `completion` or `embedding`.
    package let kind: String
    package let isStreamed: Bool
    /// Who asked.
    package let by: String
    /// `provider:model` that answered; nil when none did.
    package var answeredBy: String?
    /// `answered`, `failed`, `broke_off` (in the middle of a stream) or `cancelled` (who asked went away).
    package var outcome: String
    /// What the one who asked was told, when it failed.
    package var problem: String?
    package var attempts: [AttemptTrace]
    /// Attempts that were left out of the middle, because there were too many; nil when all are told.
    package var attemptsLeftOut: Int?
    package var promptTokens: Int64?
    package var answerTokens: Int64?
    /// Millionths of a dollar; nil when a price is not known, 0 for this house's own models.
    package var cost: Int64?
    /// The cost is an estimate: whoever answered did not say what it took, or broke off before.
    package var isCostEstimated: Bool?
    /// Until the first content, in milliseconds; nil when there was none.
    package var firstContent: Int64?
    /// In all, in milliseconds.
    package var duration: Int64

    package init(
        id: String, startedAt: String, asked: String, route: String?, kind: String, isStreamed: Bool, by: String
    ) {
        self.id = id
        self.startedAt = startedAt
        self.asked = asked
        self.route = route
        self.kind = kind
        self.isStreamed = isStreamed
        self.by = by
        outcome = "failed"
        attempts = []
        duration = 0
    }
}

/// One try of one model.
package struct AttemptTrace: Codable, Hashable, Sendable {
    /// `provider:model`.
    package let leg: String
    /// After the start of the request, in milliseconds.
    package let startedAfter: Int64
    package var duration: Int64
    /// `answered`, or the kind of failure, such as `rate_limited`.
    package let outcome: String
    /// What happened, in words.
    package var problem: String?
    /// The status of the provider's answer.
    package var status: Int?
    /// How often in a row it was passed over for the same reason, where that is more than once.
    package var times: Int?
    /// How long this house's own model was waited for, in milliseconds: for its turn, and until it was in memory.
    package var waited: Int64?
    /// Models of this house that were taken out of memory for it.
    package var evicted: [String]?

    package init(
        leg: String, startedAfter: Int64, duration: Int64, outcome: String, problem: String? = nil, status: Int? = nil
    ) {
        self.leg = leg
        self.startedAfter = startedAfter
        self.duration = duration
        self.outcome = outcome
        self.problem = problem
        self.status = status
    }
}

/// A page of requests, the newest first.
package struct RequestTraces: Codable, Hashable, Sendable {
    package let requests: [RequestTrace]
    /// Ask for what is older with `before`; nil at the end.
    package let next: String?

    package init(requests: [RequestTrace], next: String?) {
        self.requests = requests
        self.next = next
    }
}
