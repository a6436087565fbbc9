import Domain
import Storage

/// A model of which the current version is kept apart.
package struct ApartModel: Sendable, Hashable {
    package let name: String
    package let kind: String
    package let reason: String
}

/// A kept version that the gate has set apart or released since it came.
package struct StandingChange: Sendable, Hashable {
    /// Milliseconds since 1970.
    package let at: Int64
    package let model: String
    /// Set apart, or released.
    package let isApart: Bool
    package let reason: String
}

extension Catalogue {
    /// Lines of the history of models that are looked at for changes.
    private static let historyAtMost: Int64 = 1000

    /// The models that are kept apart, the newest first, and how many there are.
    package func apart(limit: Int) async throws -> (models: [ApartModel], count: Int) {
        try await database.read { session in
            let count = try session.first(
                """
                SELECT count(*) AS n FROM versions v JOIN models m ON m.current_version = v.id
                AND m.id = v.model_id WHERE v.quarantined = 1
                """)
            let rows = try session.rows(
                """
                SELECT m.name, m.kind, COALESCE(v.quarantine_reason, '') AS reason
                FROM versions v JOIN models m ON m.id = v.model_id AND m.current_version = v.id
                WHERE v.quarantined = 1 ORDER BY v.kept_at DESC LIMIT \(limit)
                """)
            let models = try rows.map {
                ApartModel(name: try $0.text("name"), kind: try $0.text("kind"), reason: try $0.text("reason"))
            }
            return (models, Int(try count?.integer("n") ?? 0))
        }
    }

    /// The verdicts that changed what is kept since a moment, the newest first, each model once.
    package func changedStandings(since moment: Int64, limit: Int) async throws -> [StandingChange] {
        let rows = try await database.read { session in
            try session.rows(
                """
                SELECT at, model, event, detail FROM
                (SELECT id, at, model, event, detail FROM model_events ORDER BY id DESC LIMIT \(Self.historyAtMost)) AS recent
                WHERE at >= \(moment) AND (event = 'quarantined' OR event = 'released') ORDER BY id DESC
                """)
        }
        var seen: Set<String> = []
        return try rows.map { row in
            StandingChange(
                at: try row.integer("at"), model: try row.text("model"),
                isApart: try row.text("event") == "quarantined", reason: try row.text("detail"))
        }.filter { seen.insert($0.model).inserted }.prefix(limit).map(\.self)
    }

    /// Those of the names of models that are kept, at most 500 of them.
    package func kept(among names: some Sequence<String>) async throws -> Set<String> {
        let names = Array(Set(names).sorted().prefix(500))
        guard !names.isEmpty else { return [] }
        let conditions = names.map { "name = \($0)" as SQL }.joined(separator: " OR ")
        let rows = try await database.read { session in
            try session.rows(
                "SELECT name FROM models WHERE current_version IS NOT NULL AND (\(conditions))")
        }
        return Set(try rows.map { try $0.text("name") })
    }
}

extension GateLedger {
    /// Waivers nobody revoked that end, or ended, between two moments, the earliest first.
    package func waivers(endingFrom start: Int64, to end: Int64, limit: Int) async throws -> [EndingWaiver] {
        let rows = try await database.read { session in
            try session.rows(
                """
                SELECT id, model, rule, given_by, until FROM waivers
                WHERE lapsed IN (0, 1) AND until >= \(start) AND until <= \(end) AND revoked_at IS NULL
                ORDER BY until LIMIT \(limit)
                """)
        }
        return try rows.map {
            EndingWaiver(
                id: try $0.text("id"), model: try $0.text("model"), rule: try $0.text("rule"),
                by: try $0.text("given_by"), until: try $0.integer("until"))
        }
    }
}

/// A waiver about to end, or just over.
package struct EndingWaiver: Sendable, Hashable {
    package let id: String
    package let model: String
    package let rule: String
    package let by: String
    /// Milliseconds since 1970.
    package let until: Int64
}
