package import Domain
package import Scoring
package import Storage
import Wire

/// What the gate remembers: what is known of versions, what was decided, and who waived what.
package struct GateLedger: Sendable {
    /// Per version; older ones are forgotten.
    static let assessmentsAtMost: Int64 = 20
    static let verdictsAtMost: Int64 = 100

    let database: any Database
    /// Milliseconds since 1970.
    let now: @Sendable () -> Int64

    package init(database: any Database, now: @escaping @Sendable () -> Int64) {
        self.database = database
        self.now = now
    }

    /// Keeps what is known of a version, so that it can be decided again without a network. The same assessment again, with
    /// the scan that has come meanwhile, takes the place of the one before.
    package func record(_ subject: GateSubject) async throws {
        let (now, entry) = (now(), try KnownEntry(subject))
        try await database.write { try entry.write(at: now, $0) }
    }

    /// Writes down decisions and what they rest on: all of them, or none. What the house keeps does not change by it.
    package func record(_ entries: [GateEntry]) async throws {
        guard !entries.isEmpty else { return }
        let now = now()
        try await database.write { session in
            for entry in entries { try entry.write(at: now, session) }
        }
    }

    /// What is known of a version; nil when it was never assessed.
    package func subject(of model: RepositoryID, at commit: GitObjectID) async throws -> GateSubject? {
        let version = VersionName(kind: model.kind.rawValue, model: model.path, commit: commit.hex)
        let row = try await database.read { session in
            try session.first(
                "SELECT body FROM assessments WHERE \(version.condition) ORDER BY id DESC LIMIT 1")
        }
        return try row.map { try GateSubject(stored: try $0.text("body")) }
    }

    /// The commits of a model that were assessed or decided, the newest first.
    package func commits(of model: RepositoryID) async throws -> [GitObjectID] {
        let rows = try await database.read { session in
            try session.rows(
                """
                SELECT commit_id, max(recorded_at) AS newest FROM assessments
                WHERE kind = \(model.kind.rawValue) AND model = \(model.path)
                GROUP BY commit_id ORDER BY newest DESC LIMIT 1000
                """)
        }
        return try rows.compactMap { GitObjectID(try $0.text("commit_id")) }
    }
}

/// A version by the names that outlive its row.
struct VersionName: Sendable, Hashable {
    let kind: String
    let model: String
    let commit: String

    init(kind: String, model: String, commit: String) {
        self.kind = kind
        self.model = model
        self.commit = commit
    }

    init(_ subject: GateSubject) { self.init(kind: subject.kind, model: subject.model, commit: subject.commit) }
    init(_ verdict: Verdict) { self.init(kind: verdict.kind, model: verdict.model, commit: verdict.commit) }

    /// For tables that name versions so.
    var condition: SQL { "kind = \(kind) AND model = \(model) AND commit_id = \(commit)" }
    /// For the table `versions`.
    var row: SQL {
        "commit_id = \(commit) AND model_id = (SELECT id FROM models WHERE kind = \(kind) AND name = \(model))"
    }
}

extension GateSubject {
    /// Files whose scan is kept, the worst first, and findings of each.
    private static let scansAtMost = 10_000
    private static let findingsAtMost = 20

    init(stored text: String) throws { self = try WireJSON.decodeExactly(GateSubject.self, from: text) }

    /// As it is kept: what one hostile repository can fill is bounded.
    func bounded() -> GateSubject {
        guard let scan else { return self }
        var copy = self
        copy.scan = scan.enumerated()
            .sorted { ($1.element.verdict, $0.offset) < ($0.element.verdict, $1.offset) }
            .prefix(Self.scansAtMost)
            .map { _, file in
                var file = file
                file.findings = Array(file.findings.sorted { $0.verdict > $1.verdict }.prefix(Self.findingsAtMost))
                return file
            }
        return copy
    }
}
