package import Domain
package import Scoring
package import Storage
import Wire

/// What came of running the examples of cards, by version: every later assessment of the same commit counts it in.
package struct ExecutionLedger: Sendable {
    private let database: any Database
    private let now: @Sendable () -> Int64

    package init(database: any Database, now: @escaping @Sendable () -> Int64) {
        self.database = database
        self.now = now
    }

    /// Nil when nobody ever ran it.
    package func run(of model: RepositoryID, at commit: GitObjectID) async throws -> Captured<ExecutionFact>? {
        let name = VersionName(kind: model.kind.rawValue, model: model.path, commit: commit.hex)
        let row = try await database.read { session in
            try session.first("SELECT body FROM executions WHERE \(name.condition)")
        }
        return try row.map { try WireJSON.decodeExactly(Captured<ExecutionFact>.self, from: try $0.text("body")) }
    }

    /// Keeps the newest. That it could not be run today takes nothing away from a day on which it could.
    func record(_ run: Captured<ExecutionFact>, of model: RepositoryID, at commit: GitObjectID) async throws {
        if run.value == nil, try await self.run(of: model, at: commit)?.value != nil { return }
        let body = try WireJSON.exactText(run)
        let now = now()
        try await database.write { session in
            _ = try session.run(
                """
                INSERT INTO executions (kind, model, commit_id, body, ran_at)
                VALUES (\(model.kind.rawValue), \(model.path), \(commit.hex), \(body), \(now))
                ON CONFLICT (kind, model, commit_id) DO UPDATE SET body = excluded.body, ran_at = excluded.ran_at
                """)
        }
    }
}

extension MigrationSet {
    /// The runs of examples. Versions are named by kind, model and commit, as the gate's own tables name them.
    package static var executions: MigrationSet {
        MigrationSet(
            owner: "executions",
            [
                Migration(
                    "1-executions",
                    [
                        """
                        CREATE TABLE executions (
                            kind TEXT NOT NULL, model TEXT NOT NULL, commit_id TEXT NOT NULL, body TEXT NOT NULL,
                            ran_at BIGINT NOT NULL, PRIMARY KEY (kind, model, commit_id))
                        """
                    ])
            ])
    }
}
