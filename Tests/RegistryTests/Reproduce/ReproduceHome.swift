import Blobs
import Domain
import Foundation
import Logging
import Sandbox
import Scoring
import SystemPackage
import Testing
import Wire

@testable import Registry

/// A home with a kept model whose card's example is the test's own, and the real sandbox. Only the system's Python is used, with
/// nothing but its standard library.
struct ReproduceHome: Sendable {
    let house: GatedHome
    let reproducer: Reproducer

    static let name = "local/owl"

    /// - Parameters:
    ///   - example: the Python of the card.
    ///   - language: what stands behind its fence.
    static func with(
        _ example: String, language: String = "python", policy: String? = nil,
        settings: ReproduceSettings = ReproduceSettings(), _ body: (ReproduceHome) async throws -> Void
    ) async throws {
        try await GatedHome.with(policy) { house in
            let folder = try house.good("owl")
            let fence = "```\(language)\n\(example)\n```"
            let card = GatedHome.card.replacing(/```python[\s\S]*```/, with: fence)
            try house.home.write("owl/README.md", Array(card.utf8))
            try await house.take(folder, name: name)
            let sandbox = Bubblewrap(
                place: .standard(environment: [:]), logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            let catalogue = house.gate.catalogue
            let executions = ExecutionLedger(database: catalogue.database, now: { house.home.clock.tick() })
            let known = try #require(house.puller.vetter)
            let vetter = Vetter(
                keeper: known.keeper, licences: known.licences, capture: known.capture, evaluator: known.evaluator,
                scanner: known.scanner, executions: executions)
            let reproducer = Reproducer(
                catalogue: catalogue, vetter: vetter, executions: executions, sandbox: sandbox, settings: settings,
                folder: catalogue.blobs.root.appending("runs"))
            try await body(ReproduceHome(house: house, reproducer: reproducer))
        }
    }

    var gate: GateHome { house.gate }

    func version() async throws -> KeptVersion { try #require(try await house.home.version(Self.name)) }

    /// Runs the example. Nil where this machine confines nothing, which must then be the reason that is given.
    func run(
        mayRunQuarantined: Bool = false, phase: @escaping @Sendable (String) async throws -> Void = { _ in }
    ) async throws -> ReproduceReport? {
        let commit = try await version().commit.hex
        let report = try await reproducer.run(
            ReproduceRequest(model: Self.name, commit: commit, by: "anna", mayRunQuarantined: mayRunQuarantined),
            name: "job", phase: phase)
        let left = try? FileManager.default.contentsOfDirectory(atPath: reproducer.folder.string)  // never made: none
        #expect(left ?? [] == [])
        guard report.reason.contains("cannot confine code") else { return report }
        let capability = await reproducer.sandbox.capability()
        #expect(!capability.isUsable, "it can, and yet: \(report.reason)")
        #expect(report.outcome == "not_run")
        return nil
    }

    func assessment() async throws -> Assessment {
        let version = try await version()
        return try #require(try await gate.ledger.subject(of: version.repository, at: version.commit)).assessment
    }
}
