/// The models in memory, and what is known of them.
package struct RuntimesView: Codable, Sendable, Hashable {
    /// What runs models here; absent where nothing does.
    package var engine: String?
    /// Why nothing does.
    package var problem: ProblemView?
    /// What all of them may hold.
    package var budgetBytes: Int64
    package var usedBytes: Int64
    package var instances: [RuntimeInstanceView]
    package var waiting: [RuntimeWaitingView]
    /// The newest first, at most 500.
    package var decisions: [RuntimeDecisionView]
    /// Models that stay for as long as somebody said, loaded or not.
    package var kept: [RuntimeKeeping] = []

    package init(
        engine: String?, problem: ProblemView?, budgetBytes: Int64, usedBytes: Int64,
        instances: [RuntimeInstanceView], waiting: [RuntimeWaitingView], decisions: [RuntimeDecisionView]
    ) {
        self.engine = engine
        self.problem = problem
        self.budgetBytes = budgetBytes
        self.usedBytes = usedBytes
        self.instances = instances
        self.waiting = waiting
        self.decisions = decisions
    }
}

/// A model in memory.
package struct RuntimeInstanceView: Codable, Sendable, Hashable {
    /// `org/name`, with `:Q4_K_M` where it is kept in several.
    package var model: String
    package var commit: String
    package var quantisation: String?
    /// `loading`, `ready`, `busy` or `unloading`.
    package var state: String
    /// Requests that use it now.
    package var users: Int
    package var memoryBytes: Int64
    /// Tokens of one conversation.
    package var context: Int
    package var embedding: Bool
    package var capabilities: [String]
    /// When it goes by itself; absent while it is used, pinned or not ready.
    package var until: String?
    /// Stays until somebody stops it.
    package var pinned: Bool
    /// Why it was loaded.
    package var reason: String?

    package init(
        model: String, commit: String, quantisation: String?, state: String, users: Int, memoryBytes: Int64,
        context: Int, embedding: Bool, capabilities: [String], until: String?, pinned: Bool, reason: String?
    ) {
        self.model = model
        self.commit = commit
        self.quantisation = quantisation
        self.state = state
        self.users = users
        self.memoryBytes = memoryBytes
        self.context = context
        self.embedding = embedding
        self.capabilities = capabilities
        self.until = until
        self.pinned = pinned
        self.reason = reason
    }
}

/// A request that waits for a model to be loaded.
package struct RuntimeWaitingView: Codable, Sendable, Hashable {
    package var model: String
    package var since: String
    package var needBytes: Int64

    package init(model: String, since: String, needBytes: Int64) {
        self.model = model
        self.since = since
        self.needBytes = needBytes
    }
}

/// What was done with a model's memory, and why.
package struct RuntimeDecisionView: Codable, Sendable, Hashable {
    package var at: String
    /// `load`, `ready`, `unload`, `drain`, `refuse`, `fail` or `exit`.
    package var kind: String
    package var model: String
    package var reason: String

    package init(at: String, kind: String, model: String, reason: String) {
        self.at = at
        self.kind = kind
        self.model = model
        self.reason = reason
    }
}

/// The body of a wish to load a model.
package struct RuntimeWish: Codable, Sendable, Hashable {
    package var model: String
    package var context: Int?
    /// `5m`, `1h30m`, seconds, `0` (until the reply) or a negative number (until it is stopped).
    package var keepAlive: String?
    /// Vectors instead of text.
    package var embedding: Bool?

    package init(model: String, context: Int? = nil, keepAlive: String? = nil, embedding: Bool? = nil) {
        self.model = model
        self.context = context
        self.keepAlive = keepAlive
        self.embedding = embedding
    }
}

/// A model that is in memory now.
package struct RuntimeLoaded: Codable, Sendable, Hashable {
    package var model: String
    package var context: Int
    /// What may be asked of it: `chat`, `completion`, `embedding`.
    package var capabilities: [String]
    /// How long it took; next to nothing when it was there.
    package var milliseconds: Int64

    package init(model: String, context: Int, capabilities: [String], milliseconds: Int64) {
        self.model = model
        self.context = context
        self.capabilities = capabilities
        self.milliseconds = milliseconds
    }
}

/// How long a model stays in memory when nobody uses it.
package struct RuntimeKeeping: Codable, Sendable, Hashable {
    package var model: String
    /// For ever: nothing pushes it out.
    package var pinned: Bool
    /// `90s`; absent for one that is pinned, and where it is left to the house.
    package var keepAlive: String?

    package init(model: String, pinned: Bool, keepAlive: String?) {
        self.model = model
        self.pinned = pinned
        self.keepAlive = keepAlive
    }
}

/// How many processes were asked to end.
package struct RuntimeStopped: Codable, Sendable, Hashable {
    package var model: String
    package var stopped: Int

    package init(model: String, stopped: Int) {
        self.model = model
        self.stopped = stopped
    }
}
