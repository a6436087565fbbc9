import Domain
import Scoring
import Storage
import Wire

/// A version with what is known of it, and what holds now.
struct KnownVersion: Sendable {
    /// Of its row in `assessments`.
    let id: Int64
    let subject: GateSubject
    /// Whether its bytes are in the house.
    let isKept: Bool
    /// The last verdict; nil when there was none.
    let verdict: Verdict?
}

/// Which versions are to be decided again.
enum KnownScope: Sendable, Hashable {
    case all
    /// One model, or one version of it.
    case model(String, kind: String, commit: String?)

    /// On a row `a` of `assessments`.
    var condition: SQL {
        switch self {
        case .all: "1 = 1"
        case .model(let model, let kind, let commit):
            "a.kind = \(kind) AND a.model = \(model)" + (commit.map { " AND a.commit_id = \($0)" } ?? "")
        }
    }
}

extension GateLedger {
    /// A page of the versions that were assessed, each with its newest assessment; go on behind the id of the last.
    func known(_ scope: KnownScope, after id: Int64, limit: Int) async throws -> [KnownVersion] {
        let whole = VersionState.whole.rawValue
        let rows = try await database.read { session in
            try session.rows(
                """
                SELECT a.id, a.body,
                (SELECT count(*) FROM versions v JOIN models m ON m.id = v.model_id WHERE m.kind = a.kind
                 AND m.name = a.model AND v.commit_id = a.commit_id AND v.state = \(whole)) AS kept,
                (SELECT d.body FROM verdicts d WHERE d.kind = a.kind AND d.model = a.model
                 AND d.commit_id = a.commit_id ORDER BY d.id DESC LIMIT 1) AS verdict
                FROM assessments a WHERE a.id > \(id) AND \(scope.condition) AND NOT EXISTS
                (SELECT 1 FROM assessments b WHERE b.kind = a.kind AND b.model = a.model AND b.commit_id = a.commit_id
                 AND b.id > a.id)
                ORDER BY a.id LIMIT \(Int64(limit))
                """)
        }
        return try rows.map { row in
            KnownVersion(
                id: try row.integer("id"), subject: try GateSubject(stored: try row.text("body")),
                isKept: try row.integer("kept") > 0,
                verdict: try row.optionalText("verdict").map { try WireJSON.decode(Verdict.self, from: $0) })
        }
    }

    /// How many versions were ever assessed.
    func assessed() async throws -> Int {
        let row = try await database.read { session in
            try session.first(
                "SELECT count(*) AS n FROM (SELECT 1 FROM assessments GROUP BY kind, model, commit_id) AS versions")
        }
        return Int(try row?.integer("n") ?? 0)
    }

    /// How many kept versions nothing is known of.
    func unassessed() async throws -> Int {
        let row = try await database.read { session in
            try session.first(
                """
                SELECT count(*) AS n FROM versions v JOIN models m ON m.id = v.model_id
                WHERE v.state = \(VersionState.whole.rawValue) AND NOT EXISTS
                (SELECT 1 FROM assessments a WHERE a.kind = m.kind AND a.model = m.name AND a.commit_id = v.commit_id)
                """)
        }
        return Int(try row?.integer("n") ?? 0)
    }

    /// Whether a kept version was last decided by another policy.
    func isBehind(_ digest: String) async throws -> Bool {
        try await database.read { session in
            try session.first(
                """
                SELECT 1 AS one FROM versions v JOIN verdicts d ON d.id = v.verdict_id
                WHERE d.policy_digest <> \(digest) AND v.state = \(VersionState.whole.rawValue) LIMIT 1
                """) != nil
        }
    }
}
