import Storage
package import Wire

/// Which traces somebody wants to see.
package struct TraceQuery: Sendable, Hashable {
    /// Only this person's; nil for everybody's.
    package var person: String?
    package var route: String?
    /// `answered`, `failed`, `broke_off` or `cancelled`.
    package var outcome: String?
    /// From a page's `next`.
    package var before: String?
    package var limit = 50

    package init() {}
}

extension TraceStore {
    /// One trace; nil when there is none, or no longer, or it is another person's.
    package func trace(_ id: String, of person: String?) async throws -> RequestTrace? {
        if let fresh = unwritten().first(where: { $0.id == id }) { return person ?? fresh.by == fresh.by ? fresh : nil }
        let row = try await reading.read { session in
            try session.first("SELECT person, body FROM requests WHERE id = \(id)").map { row in
                (try row.text("person"), try row.text("body"))
            }
        }
        guard let (owner, body) = row, person ?? owner == owner else { return nil }
        return try WireJSON.decode(RequestTrace.self, from: body)
    }

    /// A page, the newest first.
    package func page(_ query: TraceQuery) async throws -> RequestTraces {
        await flush()
        let (moment, id) = Self.place(query.before)
        let bodies = try await reading.read { session in
            var sql: SQL =
                "SELECT body FROM requests WHERE (started_at < \(moment) OR (started_at = \(moment) AND id < \(id)))"
            if let person = query.person { sql += " AND person = \(person)" }
            if let route = query.route { sql += " AND route = \(route)" }
            if let outcome = query.outcome { sql += " AND outcome = \(outcome)" }
            sql += " ORDER BY started_at DESC, id DESC LIMIT \(query.limit + 1)"
            return try session.rows(sql).map { try $0.text("body") }
        }
        let traces = try bodies.prefix(query.limit).map { try WireJSON.decode(RequestTrace.self, from: $0) }
        let next = bodies.count > query.limit ? traces.last.map { "\($0.startedAt)_\($0.id)" } : nil
        return RequestTraces(requests: traces, next: next)
    }

    /// Behind everything when there is no place.
    private static func place(_ text: String?) -> (Int64, String) {
        guard let parts = text?.split(separator: "_"), parts.count == 2,
            let moment = Moment.milliseconds(String(parts[0]))
        else { return (.max, "") }
        return (moment, String(parts[1]))
    }

    /// What each account has spent on a day (since 1970, UTC), in millionths of a dollar.
    package func spent(on day: Int64) async throws -> [String: Int64] {
        await flush()
        return try await reading.read { session in
            let rows = try session.rows("SELECT account, spent FROM spending WHERE day = \(day)")
            return Dictionary(
                try rows.map { (try $0.text("account"), try $0.integer("spent")) },
                uniquingKeysWith: { first, _ in first })
        }
    }
}

extension Gateway {
    /// Takes over what was spent earlier today: a restart is no new budget.
    package func begin(with store: TraceStore) async throws {
        let day = Spending.day(of: wall())
        spending.begin(day: day, try await store.spent(on: day))
    }
}
