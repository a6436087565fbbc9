import Domain
import Foundation
import Logging
import Scoring
import Storage
import Synchronization
import SystemPackage
import Testing
import Wire

@testable import Registry

/// A home with a gate, and the policy as its person writes it.
struct GateHome: Sendable {
    let home: TestHome
    let keeper: GateKeeper
    let audit: RecordedAudit

    static let commit = String(repeating: "a", count: 40)

    static func with(_ policy: String? = nil, _ body: (GateHome) async throws -> Void) async throws {
        try await TestHome.with { home in
            let audit = RecordedAudit()
            let path = FilePath("\(home.folder)/policy.yaml")
            let keeper = GateKeeper(
                policies: PolicyStore(path: path, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }),
                ledger: GateLedger(database: home.catalogue.database, now: { home.clock.tick() }), audit: audit)
            let gate = GateHome(home: home, keeper: keeper, audit: audit)
            if let policy { try gate.write(policy: policy) }
            try await body(gate)
        }
    }

    var catalogue: Catalogue { home.catalogue }
    var ledger: GateLedger { keeper.ledger }
    var policyPath: String { "\(home.folder)/policy.yaml" }

    /// Puts a file in place of the one before, as an editor does.
    func write(policy: String) throws {
        try Data(policy.utf8).write(to: URL(filePath: policyPath), options: .atomic)
    }

    /// A version that only lists, kept as the gate says; what it asks was measured as `score`.
    @discardableResult
    func keep(_ name: String, score: Double, settlement: Settlement? = nil) async throws -> RepositoryID {
        let repository = try await Sample(name).keep(in: catalogue)
        let version = try #require(try await catalogue.version(of: repository))
        try await ledger.record(Self.subject(name, commit: version.commit.hex, score: score))
        return repository
    }

    /// Lets a version through the gate as a pull does.
    func pass(_ name: String, score: Double, scan: [FileScan]? = [], wish: GateWish = GateWish()) async throws
        -> GateCourse
    {
        let pass = try await keeper.open(wish, for: id(name))
        return try await pass.decide(
            Self.subject(name, score: score, scan: scan), scan == nil ? .beforeWeights : .afterScan)
    }

    static func subject(
        _ name: String, commit: String = commit, score: Double, scan: [FileScan]? = []
    ) -> GateSubject {
        let metrics = GatedMetric.allCases.map { metric in
            MetricResult(
                name: metric.rawValue, status: .scored, score: score, coverage: 1, reason: "measured",
                values: ["raspberry_pi": 0.5, "aws_server": 1])
        }
        let licence = LicenceMatch(
            id: "mit", spdx: "MIT", name: "MIT", class: .permissive, confidence: 1, where: "card")
        return GateSubject(
            assessment: Assessment(
                model: name, kind: "model", commit: commit, source: "https://hub.example", asOf: "2026-11-20",
                scorerVersion: "1", metrics: metrics, netScore: score, knownWeight: 1, digest: "digest \(score)",
                captureMs: 1, latencyMs: 1),
            licence: LicenceChain(verdict: .consistent, reason: "all agree", effective: licence, links: []),
            scan: scan, sizeBytes: 100)
    }

    /// `waive` with what does not matter filled in.
    func waive(
        _ name: String, _ rule: String, commit: String? = nil, days: Int64 = 10, reason: String = "mirrored"
    ) async throws -> WaiverReport {
        try await keeper.waive(
            WaiverWish(
                model: id(name), commit: commit.flatMap { GitObjectID($0) }, rule: rule, reason: reason, by: "alice",
                until: home.clock.tick() + days * TestHome.day))
    }

    /// The events of a model's history.
    func events(_ name: String) async throws -> [String] {
        try await catalogue.database.read { session in
            try session.rows("SELECT event FROM model_events WHERE model = \(name) ORDER BY id").map {
                try $0.text("event")
            }
        }
    }

    /// The rows of a table.
    func count(_ table: String) async throws -> Int64 {
        try await catalogue.database.read { session in
            try #require(try session.first("SELECT count(*) AS n FROM \(raw: table)")).integer("n")
        }
    }

    func isQuarantined(_ name: String) async throws -> Bool {
        try await #require(try home.version(name)).isQuarantined
    }
}

/// Who was told what people did.
final class RecordedAudit: AuditRecording {
    private let entries = Mutex<[AuditEntry]>([])

    func record(_ entry: AuditEntry) async throws { entries.withLock { $0.append(entry) } }
    var actions: [String] { entries.withLock { $0.map { "\($0.who) \($0.action) \($0.subject)" } } }
}

let strictBus = "version: 1\nname: strict-bus\nmetrics: {bus_factor: {threshold: 0.5}}\n"
