/// The routes in force, and how those they lead to do.
package struct RoutesView: Codable, Sendable, Hashable {
    package var routes: [RouteView]
    package var providers: [ProviderView]
    /// As it is written; only administrators are told.
    package var text: String?
    /// Why a newer `routes.yaml` is not used; nil when this is what the file says.
    package var problem: String?
    /// Why it cannot be changed over HTTP; nil when an administrator can.
    package var fixed: String?

    package init(
        routes: [RouteView], providers: [ProviderView], text: String?, problem: String?, fixed: String? = nil
    ) {
        self.routes = routes
        self.providers = providers
        self.text = text
        self.problem = problem
        self.fixed = fixed
    }
}

/// One route.
package struct RouteView: Codable, Sendable, Hashable {
    package var name: String
    package var enabled: Bool
    /// The primary model first.
    package var legs: [LegView]
    /// Nothing of a request leaves this machine.
    package var `private`: Bool
    package var attempts: Int
    package var attemptTimeoutMs: Int64
    package var totalTimeoutMs: Int64
    package var concurrency: Int?
    /// Millionths of a dollar a day.
    package var budgetPerDay: Int64?
    /// Millionths of a dollar since midnight UTC.
    package var spentToday: Int64

    package init(
        name: String, enabled: Bool, legs: [LegView], private isPrivate: Bool, attempts: Int, attemptTimeoutMs: Int64,
        totalTimeoutMs: Int64, concurrency: Int?, budgetPerDay: Int64?, spentToday: Int64
    ) {
        self.name = name
        self.enabled = enabled
        self.legs = legs
        self.private = isPrivate
        self.attempts = attempts
        self.attemptTimeoutMs = attemptTimeoutMs
        self.totalTimeoutMs = totalTimeoutMs
        self.concurrency = concurrency
        self.budgetPerDay = budgetPerDay
        self.spentToday = spentToday
    }
}

/// One model a route leads to.
package struct LegView: Codable, Sendable, Hashable {
    /// `provider:model`.
    package var leg: String
    /// `closed` (asked as usual), `open` (not asked for now) or `probing` (one request sees whether it answers again).
    package var breaker: String
    /// Why it is not asked, where it is not: the kind of failure, such as `auth`.
    package var breakerCause: String?
    /// Tokens it takes, where that is known.
    package var context: Int?

    package init(leg: String, breaker: String, context: Int?) {
        self.leg = leg
        self.breaker = breaker
        self.context = context
    }
}

/// Somebody who can be asked.
package struct ProviderView: Codable, Sendable, Hashable {
    package var name: String
    package var kind: String
    /// Whether a key was found. Nobody is told which.
    package var hasKey: Bool
    /// Nothing that is asked leaves this machine.
    package var local: Bool
    /// Why it cannot be asked; nil when it can.
    package var problem: String?
    /// Millionths of a dollar a day, for all requests to it together.
    package var budgetPerDay: Int64?
    /// Millionths of a dollar since midnight UTC; nil without a budget.
    package var spentToday: Int64?

    package init(name: String, kind: String, hasKey: Bool, local: Bool, problem: String?) {
        self.name = name
        self.kind = kind
        self.hasKey = hasKey
        self.local = local
        self.problem = problem
    }
}

/// The text of routes that somebody proposes.
package struct RoutesWish: Codable, Sendable {
    package var text: String

    package init(text: String) { self.text = text }
}

/// What is wrong in the text of routes.
package struct RoutesCheckReport: Codable, Sendable, Hashable {
    package var file: String?
    package var valid: Bool
    package var mistakes: [FileMistake]
    /// The names of the routes, when there is no mistake.
    package var routes: [String]

    package init(file: String?, valid: Bool, mistakes: [FileMistake], routes: [String]) {
        self.file = file
        self.valid = valid
        self.mistakes = mistakes
        self.routes = routes
    }
}

/// How to try a route.
package struct RouteTestWish: Codable, Sendable {
    /// What is to go wrong: `primary=429,timeout fallback1=network`.
    package var fail: String?
    /// Without one a short greeting.
    package var prompt: String?
    package var stream: Bool?

    package init(fail: String?, prompt: String?, stream: Bool?) {
        self.fail = fail
        self.prompt = prompt
        self.stream = stream
    }
}

/// What came of trying a route.
package struct RouteTestReport: Codable, Sendable, Hashable {
    /// Somebody answered.
    package var answered: Bool
    package var text: String?
    package var trace: RequestTrace

    package init(answered: Bool, text: String?, trace: RequestTrace) {
        self.answered = answered
        self.text = text
        self.trace = trace
    }
}
