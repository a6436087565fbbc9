import Domain
import Storage
package import Wire

extension GateLedger {
    /// Most waivers of one model that are looked at.
    private static let waiversAtMost: Int64 = 1000

    /// Keeps a waiver, and says so in the model's history, both or neither.
    func add(_ waiver: Waiver) async throws {
        guard let created = Moment.milliseconds(waiver.createdAt), let until = Moment.milliseconds(waiver.until) else {
            throw GateError.waiverWithout("dates that make sense")
        }
        try await database.write { session in
            try session.run(
                """
                INSERT INTO waivers (id, kind, model, commit_id, rule, reason, given_by, created_at, until)
                VALUES (\(waiver.id), \(waiver.kind), \(waiver.model), \(waiver.commit), \(waiver.rule), \(waiver.reason),
                \(waiver.by), \(created), \(until))
                """)
            try log("waived", waiver.model, waiver.words, session)
        }
    }

    /// Ends a waiver before its time.
    func revoke(_ id: String, by person: String) async throws -> Waiver {
        let now = now()
        return try await database.write { session in
            guard let row = try session.first("SELECT * FROM waivers WHERE id = \(id)") else {
                throw GateError.waiverUnknown(id)
            }
            var waiver = try Waiver(row)
            guard waiver.revokedAt == nil else { throw GateError.waiverRevoked(id) }
            waiver.revokedAt = Moment.text(now)
            try session.run("UPDATE waivers SET revoked_at = \(now), revoked_by = \(person) WHERE id = \(id)")
            try log("waiver revoked", waiver.model, "by \(person): \(waiver.words)", session)
            return waiver
        }
    }

    /// All waivers of a model, also those that are over.
    package func waivers(of model: String, kind: String) async throws -> [Waiver] {
        let rows = try await database.read { session in
            try session.rows(
                """
                SELECT * FROM waivers WHERE kind = \(kind) AND model = \(model)
                ORDER BY created_at DESC, id LIMIT \(Self.waiversAtMost)
                """)
        }
        return try rows.map(Waiver.init)
    }

    /// Every waiver, the newest first; those that are over only when asked for.
    package func waivers(includingEnded: Bool = false, limit: Int = 200) async throws -> [Waiver] {
        let now = now()
        let rows = try await database.read { session in
            let which: SQL = includingEnded ? "1 = 1" : "revoked_at IS NULL AND until > \(now)"
            return try session.rows(
                """
                SELECT * FROM waivers WHERE \(which)
                ORDER BY created_at DESC, id LIMIT \(Int64(min(max(limit, 1), 1000)))
                """)
        }
        return try rows.map(Waiver.init)
    }

    /// The waivers that ended since somebody looked, the earliest first.
    func lapsed() async throws -> [Waiver] {
        let now = now()
        let rows = try await database.read { session in
            try session.rows(
                """
                SELECT * FROM waivers WHERE lapsed = 0 AND until <= \(now) ORDER BY until LIMIT \(Self.waiversAtMost)
                """)
        }
        return try rows.map(Waiver.init)
    }

    /// Notes that what follows from the end of these waivers was done.
    func noteLapsed(_ waivers: [Waiver]) async throws {
        try await database.write { session in
            for waiver in waivers {
                let changed = try session.run("UPDATE waivers SET lapsed = 1 WHERE id = \(waiver.id) AND lapsed = 0")
                // Another process may have been first, and a revoked one has ended before.
                if changed == 1, waiver.revokedAt == nil {
                    try log("waiver ended", waiver.model, waiver.words, session)
                }
            }
        }
    }
}

extension Waiver {
    init(_ row: Row) throws {
        self.init(
            id: try row.text("id"), model: try row.text("model"), kind: try row.text("kind"),
            commit: try row.optionalText("commit_id"), rule: try row.text("rule"), reason: try row.text("reason"),
            by: try row.text("given_by"), createdAt: Moment.text(try row.integer("created_at")),
            until: Moment.text(try row.integer("until")),
            revokedAt: try row.optionalInteger("revoked_at").map(Moment.text))
    }

    /// `org/name`, or with the commit when only that is meant.
    var subject: String { commit.map { "\(model)@\($0)" } ?? model }

    /// One sentence for histories.
    var words: String { "\(id): `\(rule)` of \(subject) until \(until.prefix(10)), by \(by): \(reason)" }
}
