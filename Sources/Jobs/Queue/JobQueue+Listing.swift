package import Domain
import Storage

/// Which jobs to list; nil means any.
package struct JobFilter: Sendable, Hashable {
    package var states: Set<JobState>
    package var kind: JobKind?
    package var subject: String?

    /// No states means all.
    package init(states: Set<JobState> = [], kind: JobKind? = nil, subject: String? = nil) {
        self.states = states
        self.kind = kind
        self.subject = subject
    }
}

extension JobQueue {
    /// The job, or `JobError.notFound`.
    package func job(_ id: JobID) async throws -> Job {
        try await read { try $0.job(id) }
    }

    /// Jobs, newest first: at most 500 of those that are older than `before`.
    package func jobs(_ filter: JobFilter = JobFilter(), limit: Int = 50, before: JobID? = nil) async throws -> [Job] {
        try await read { table in
            var conditions: [SQL] = []
            if !filter.states.isEmpty {
                // Spelt out, not bound: the planner must see that an index over some states holds what is asked for.
                let states = filter.states.map(\.rawValue).sorted().map { "state = '\(raw: $0)'" as SQL }
                conditions.append("(\(states.joined(separator: " OR ")))")
            }
            if let kind = filter.kind { conditions.append("kind = \(kind.rawValue)") }
            if let subject = filter.subject { conditions.append("subject = \(subject)") }
            if let before { conditions.append("number < \(try table.job(before).number)") }
            let condition: SQL = conditions.isEmpty ? "" : "WHERE \(conditions.joined(separator: " AND "))"
            return try table.session.rows(
                "SELECT \(Job.columns) FROM jobs \(condition) ORDER BY number DESC LIMIT \(min(max(limit, 1), 500))"
            ).map(Job.init)
        }
    }

    /// How many jobs stand in each state.
    package func counts() async throws -> [JobState: Int] {
        try await read { table in
            let rows = try table.session.rows("SELECT state, COUNT(*) AS jobs FROM jobs GROUP BY state")
            return try rows.reduce(into: [:]) { counts, row in
                if let state = JobState(rawValue: try row.text("state")) {
                    counts[state] = Int(try row.integer("jobs"))
                }
            }
        }
    }
}
