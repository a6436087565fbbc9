import Domain
package import Scoring
import Storage
package import Wire

/// One decision of the gate with what it rests on, ready to be written: whoever holds up other writers only writes.
package struct GateEntry: Sendable {
    let known: KnownEntry
    let decided: VerdictEntry

    package init(_ subject: GateSubject, _ verdict: Verdict) throws {
        known = try KnownEntry(subject)
        decided = try VerdictEntry(verdict)
    }

    func write(at now: Int64, _ session: any DatabaseSession) throws {
        try known.write(at: now, session)
        _ = try decided.write(at: now, session)
    }
}

/// A row of `assessments`.
struct KnownEntry: Sendable {
    private let version: VersionName
    private let digest: String
    private let body: String

    init(_ subject: GateSubject) throws {
        version = VersionName(subject)
        digest = subject.assessment.digest
        body = try WireJSON.exactText(subject.bounded())
    }

    /// The same assessment again, with the scan that has come meanwhile, takes the place of the one before.
    func write(at now: Int64, _ session: any DatabaseSession) throws {
        let last = try session.first(
            "SELECT id, digest FROM assessments WHERE \(version.condition) ORDER BY id DESC LIMIT 1")
        if let last, try last.text("digest") == digest {
            let id = try last.integer("id")
            try session.run("UPDATE assessments SET body = \(body), recorded_at = \(now) WHERE id = \(id)")
            return
        }
        try session.run(
            """
            INSERT INTO assessments (kind, model, commit_id, digest, body, recorded_at)
            VALUES (\(version.kind), \(version.model), \(version.commit), \(digest), \(body), \(now))
            """)
        guard last != nil else { return }
        try session.run(
            """
            DELETE FROM assessments WHERE \(version.condition) AND id NOT IN
            (SELECT id FROM assessments WHERE \(version.condition) ORDER BY id DESC
            LIMIT \(GateLedger.assessmentsAtMost))
            """)
    }
}

/// A row of `verdicts`.
struct VerdictEntry: Sendable {
    private let version: VersionName
    private let verdict: Verdict
    private let body: String

    init(_ verdict: Verdict) throws {
        version = VersionName(verdict)
        self.verdict = verdict
        body = try WireJSON.text(verdict, pretty: false)
    }

    /// The number of the row.
    func write(at now: Int64, _ session: any DatabaseSession) throws -> Int64 {
        let row = try session.first(
            """
            INSERT INTO verdicts (kind, model, commit_id, decision, stage, policy, policy_digest, reason, body, decided_at)
            VALUES (\(version.kind), \(version.model), \(version.commit), \(verdict.decision.rawValue),
            \(verdict.stage.rawValue), \(verdict.policy), \(verdict.policyDigest), \(verdict.reason), \(body),
            \(Moment.milliseconds(verdict.decidedAt) ?? now)) RETURNING id
            """)
        let id = try row.orMissing("verdicts").integer("id")
        try session.run(
            """
            DELETE FROM verdicts WHERE \(version.condition) AND id NOT IN
            (SELECT id FROM verdicts WHERE \(version.condition) ORDER BY id DESC LIMIT \(GateLedger.verdictsAtMost))
            AND id NOT IN (SELECT verdict_id FROM versions WHERE \(version.row) AND verdict_id IS NOT NULL)
            """)
        return id
    }
}
