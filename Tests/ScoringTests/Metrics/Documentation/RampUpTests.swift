import Scoring
import Testing
import Wire

@Suite struct `Ramp-up time` {
    private static func score(_ card: String) throws -> Double {
        let result = try RampUpMetric().evaluate(MetricFixture.facts(card: card), MetricContext())
        return result.score ?? -1
    }

    @Test(arguments: GoodCards.all.map(\.0))
    func `a documented model passes half`(_ name: String) throws {
        let card = try #require(GoodCards.all.first { $0.0 == name }?.1)
        #expect(try Self.score(card) >= 0.5)
    }

    @Test(arguments: SparseCards.all.map(\.0))
    func `what a tool wrote or nobody filled in fails it`(_ name: String) throws {
        let card = try #require(SparseCards.all.first { $0.0 == name }?.1)
        #expect(try Self.score(card) <= 0.3)
    }

    @Test func `the Hub's template counts as next to nothing`() throws {
        #expect(try Self.score(SparseCards.template) <= 0.10)
    }

    @Test func `every documented card ranks above every sparse one`() throws {
        let good = try GoodCards.all.map { try Self.score($0.1) }.min() ?? 0
        let sparse = try SparseCards.all.map { try Self.score($0.1) }.max() ?? 1
        #expect(good > sparse)
    }

    @Test func `a full card gets all questions answered with where it was seen`() throws {
        let result = try RampUpMetric().evaluate(MetricFixture.facts(card: GoodCards.encoder), MetricContext())
        #expect(result.probe("runnable_snippet")?.evidence.first?.locator == "How to use")
        #expect(result.probe("limitations")?.outcome == .yes)
        #expect(result.probe("training")?.outcome == .yes)
        #expect(result.probe("links")?.reason == "links paper 1810.04805")
        #expect(result.probe("metadata")?.value == 0.5)
        #expect(result.score == 0.95)
    }

    @Test func `a card that could not be read leaves it unknown, no card at all is zero`() throws {
        var facts = MetricFixture.facts()
        #expect(try RampUpMetric().evaluate(facts, MetricContext()).score == 0)
        facts.texts["README.md"] = .unavailable("gated")
        let result = try RampUpMetric().evaluate(facts, MetricContext())
        #expect(result.status == .unknown)
        #expect(result.reason.contains("gated"))
    }
}
