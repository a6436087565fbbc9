import Storage
import Synchronization

/// Whom a change is told to.
package protocol AuditRecording: Sendable {
    /// Writes down that somebody did something to a thing; `detail` says more, and holds no secret.
    func record(
        _ identity: Identity, _ action: AuditAction, _ subject: String, detail: String?, outcome: AuditOutcome,
        address: ClientAddress?
    ) async throws
}

/// Who did what, and who was refused what: in the database, the newest half a million lines.
package final class AuditTrail: AuditRecording {
    private let database: any Database
    private let now: @Sendable () -> Int64
    private let tally = Mutex(RefusalTally())

    init(database: any Database, now: @escaping @Sendable () -> Int64) {
        self.database = database
        self.now = now
    }

    package func record(
        _ identity: Identity, _ action: AuditAction, _ subject: String, detail: String? = nil,
        outcome: AuditOutcome = .done, address: ClientAddress? = nil
    ) async throws {
        try await write { table in
            try table.record(identity, action, subject, detail: detail, outcome: outcome, address: address)
        }
    }

    /// The same of many subjects: all lines are written, or none.
    package func record(
        _ identity: Identity, _ action: AuditAction, of subjects: [(name: String, detail: String?)]
    ) async throws {
        guard !subjects.isEmpty else { return }
        try await write { table in
            for subject in subjects { try table.record(identity, action, subject.name, detail: subject.detail) }
        }
    }

    /// The same for somebody of whom the name alone is known by now, as `Identity.actor` writes it.
    package func record(actor: String, _ action: AuditAction, _ subject: String, detail: String?) async throws {
        try await write { table in try table.record(actor: actor, action, subject, detail: detail) }
    }

    /// Writes down a refusal: the first of its kind at once, further ones within a minute as a number.
    package func refused(
        _ identity: Identity, _ action: AuditAction, _ subject: String, detail: String? = nil,
        address: ClientAddress? = nil
    ) async throws {
        let kind = RefusalTally.Kind(
            identity: identity, action: action, subject: subject, detail: detail, address: address)
        try await write(tally.withLock { $0.note(kind, at: now()) })
    }

    /// Writes down what was held back.
    package func flush() async throws { try await write(tally.withLock { $0.drain() }) }

    /// Lines, the newest first: at most 500.
    package func entries(_ filter: AuditFilter = AuditFilter(), limit: Int = 100) async throws -> [AuditEntry] {
        var conditions: [SQL] = ["1 = 1"]
        if let actor = filter.actor { conditions.append("actor = \(actor)") }
        if let action = filter.action { conditions.append("action = \(action)") }
        if let subject = filter.subject { conditions.append("subject = \(subject)") }
        if let model = filter.model {
            // Ranges, so that the index of subjects answers: what begins with `name@` comes before `nameA`.
            conditions.append(
                """
                (subject = \(model) OR (subject >= \(model + "@") AND subject < \(model + "A"))
                OR (subject >= \(model + ":") AND subject < \(model + ";")))
                """)
        }
        if let outcome = filter.outcome { conditions.append("outcome = \(outcome.rawValue)") }
        if let before = filter.before { conditions.append("number < \(before)") }
        let condition = conditions.joined(separator: " AND ")
        return try await database.read { session in
            try session.rows(
                """
                SELECT number, at, actor, action, subject, outcome, detail, address, times FROM audit_events
                WHERE \(condition) ORDER BY number DESC LIMIT \(min(max(limit, 1), 500))
                """
            ).map(AuditEntry.init)
        }
    }

    private func write(_ lines: [RefusalTally.Line]) async throws {
        guard !lines.isEmpty else { return }
        try await write { table in
            for line in lines {
                try table.record(
                    line.kind.identity, line.kind.action, line.kind.subject, detail: line.kind.detail,
                    outcome: .refused, address: line.kind.address, times: line.times)
            }
        }
    }

    private func write(_ body: @escaping @Sendable (AccessTable) throws -> Void) async throws {
        let now = now
        try await database.write { try body(AccessTable(session: $0, now: now())) }
    }
}
