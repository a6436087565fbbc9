package import Domain
import Storage
package import Wire

extension GateLedger {
    /// Writes down a verdict. What the house keeps does not change by it; see `settle`.
    package func record(_ verdict: Verdict) async throws {
        let (now, entry) = (now(), try VerdictEntry(verdict))
        try await database.write { session in _ = try entry.write(at: now, session) }
    }

    /// Writes down verdicts about versions, and keeps those of them that are in the house apart or lets them go, as each says.
    func settle(_ verdicts: [Verdict]) async throws {
        guard !verdicts.isEmpty else { return }
        try await database.write { session in
            for verdict in verdicts {
                let id = try VerdictEntry(verdict).write(at: now(), session)
                let apart = verdict.decision != .admitted
                let row = VersionName(verdict).row
                let before = try session.first(
                    "SELECT quarantined FROM versions WHERE \(row) AND state = \(VersionState.whole.rawValue)")
                guard let before else { continue }
                try session.run(
                    """
                    UPDATE versions SET verdict_id = \(id), quarantined = \(apart),
                    quarantine_reason = \(apart ? verdict.reason : nil) WHERE \(row)
                    """)
                if try before.bool("quarantined") != apart {
                    try log(apart ? "quarantined" : "released", verdict.model, verdict.reason, session)
                }
            }
        }
    }

    /// The last verdict about a version, or about any version of the model; nil when there is none.
    package func verdict(of model: RepositoryID, at commit: GitObjectID? = nil) async throws -> Verdict? {
        try await history(of: model, at: commit, limit: 1).first
    }

    /// What was decided about a model, or one version of it, the newest first.
    package func history(
        of model: RepositoryID, at commit: GitObjectID? = nil, limit: Int = 50
    ) async throws -> [Verdict] {
        let rows = try await database.read { session in
            let which: SQL = commit.map { " AND commit_id = \($0.hex)" } ?? ""
            return try session.rows(
                """
                SELECT body FROM verdicts WHERE kind = \(model.kind.rawValue) AND model = \(model.path)\(which)
                ORDER BY id DESC LIMIT \(Int64(min(max(limit, 1), 1000)))
                """)
        }
        return try rows.map { try WireJSON.decode(Verdict.self, from: try $0.text("body")) }
    }

    /// Writes a line of the model's history.
    func log(_ event: String, _ model: String, _ detail: String, _ session: any DatabaseSession) throws {
        try session.run(
            "INSERT INTO model_events (at, model, event, detail) VALUES (\(now()), \(model), \(event), \(detail))")
    }
}
