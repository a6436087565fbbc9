/// A job as every surface shows it.
package struct JobView: Codable, Sendable, Hashable {
    package var id: String
    package var kind: String
    package var subject: String
    package var state: String
    package var phase: String
    package var completed: Int64
    package var total: Int64
    package var unit: String
    package var attempts: Int
    package var problem: ProblemView?
    package var createdAt: String
    package var updatedAt: String
    /// When it was first begun.
    package var startedAt: String?
    package var finishedAt: String?
    /// Who wanted it, as the audit trail names them.
    package var askedBy: String?

    package init(
        id: String, kind: String, subject: String, state: String, phase: String, completed: Int64, total: Int64,
        unit: String, attempts: Int, problem: ProblemView?, createdAt: String, updatedAt: String, finishedAt: String?,
        startedAt: String? = nil, askedBy: String? = nil
    ) {
        self.startedAt = startedAt
        self.askedBy = askedBy
        self.id = id
        self.kind = kind
        self.subject = subject
        self.state = state
        self.phase = phase
        self.completed = completed
        self.total = total
        self.unit = unit
        self.attempts = attempts
        self.problem = problem
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.finishedAt = finishedAt
    }
}

/// Something that happened to a job, in gapless order.
package struct JobEventView: Codable, Sendable, Hashable {
    package var job: String
    package var sequence: Int64
    package var at: String
    /// `state`, `phase`, `progress` or `log`.
    package var event: String
    package var text: String?
    package var completed: Int64?
    package var total: Int64?
    /// Of progress: `bytes` or `items`.
    package var unit: String?
    /// Of a `state`: the state alone.
    package var state: String?

    package init(
        job: String, sequence: Int64, at: String, event: String, text: String?, completed: Int64?, total: Int64?,
        unit: String? = nil, state: String? = nil
    ) {
        self.unit = unit
        self.state = state
        self.job = job
        self.sequence = sequence
        self.at = at
        self.event = event
        self.text = text
        self.completed = completed
        self.total = total
    }
}

/// Where a stream of all jobs stands.
package struct JobFeedPlace: Codable, Sendable, Hashable {
    /// What `Last-Event-ID` says to go on from here.
    package var position: Int64

    package init(position: Int64) { self.position = position }
}
