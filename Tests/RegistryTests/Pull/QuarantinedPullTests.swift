import Domain
import Scoring
import Testing
import Wire

@testable import Registry

@Suite struct `Pulling more of what is kept apart` {
    @Test func `does not release it by a harmless file`() async throws {
        try await GatedHome.with { house in
            try house.home.publish("org/owl/README.md", GatedHome.card)
            try house.home.publish("org/owl/data.pkl", String(decoding: GatedHome.pickle, as: UTF8.self))
            _ = try await house.puller.pull(
                PullRequest(reference: "org/owl", include: ["data.pkl"], gate: GateWish(quarantine: true)),
                report: Unheard())
            #expect(try await house.gate.isQuarantined("org/owl"))
            let card = PullRequest(reference: "org/owl", include: ["README.md"])
            let refusal = try await #require(throws: GateRefusal.self) {
                _ = try await house.puller.pull(card, report: Unheard())
            }
            #expect(refusal.verdict.failing.map(\.rule) == ["scan.unsafe"])
            #expect(try await house.gate.isQuarantined("org/owl"))
            #expect(try await house.home.paths("org/owl") == ["data.pkl"])
        }
    }
}
