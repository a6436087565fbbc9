import Foundation
import Scoring
import Testing
import Wire

@Suite struct `Bus factor` {
    private static func code(_ people: Int, date: Date = MetricFixture.asOf) -> CodeFact {
        let history = History { history in
            for number in 0..<people { history.commit([.added("f\(number).py")], by: "p\(number)", date: date) }
        }.commits
        return CodeFact(url: "https://github.com/acme/anvil", files: .absent, history: .known(history), tags: .absent)
    }

    private static func commits(_ authors: [String]) -> [CommitFact] {
        authors.map { CommitFact(id: "1", authors: [$0], title: "Change", date: MetricFixture.asOf) }
    }

    @Test(arguments: [(1, 0.3), (2, 0.51), (3, 0.51), (4, 0.657)])
    func `more people who have to leave score higher`(_ people: Int, _ score: Double) throws {
        let result = try BusFactorMetric().evaluate(MetricFixture.facts(code: [Self.code(people)]), MetricContext())
        #expect(result.score == score)
        #expect(result.coverage == 1)
        #expect(result.evidence.first?.excerpt.hasPrefix("TF=") == true)
    }

    @Test func `without code the commits on the Hub are counted, and that is said`() throws {
        let facts = MetricFixture.facts(commits: Self.commits(["ann", "ann", "bob", "cyd", "SFconvertbot"]))
        let result = try BusFactorMetric().evaluate(facts, MetricContext())
        #expect(result.score == 0.3)
        #expect(result.reason.contains("the weights, not the code"))
        #expect(result.evidence.first?.excerpt == "factor=1 (ann 50 %)")
    }

    @Test func `a linked repository that could not be read costs half the coverage`() throws {
        let code = CodeFact(
            url: "https://github.com/acme/anvil", files: .unavailable("offline"), history: .unavailable("offline"),
            tags: .unavailable("offline"))
        let facts = MetricFixture.facts(commits: Self.commits(["ann", "bob"]), code: [code])
        let result = try BusFactorMetric().evaluate(facts, MetricContext())
        #expect(result.status == .scored)
        #expect(result.coverage == 0.5)
    }

    @Test func `an organisation with several authors is safer, one person who calls it so is not`() throws {
        let owner = Captured.known(OwnerFact(isOrganisation: true, isVerified: false))
        let many = MetricFixture.facts(commits: Self.commits(["ann", "bob"]), owner: owner)
        let alone = MetricFixture.facts(commits: Self.commits(["ann"]), owner: owner)
        #expect(try BusFactorMetric().evaluate(many, MetricContext()).score == 0.55)
        #expect(try BusFactorMetric().evaluate(alone, MetricContext()).score == 0.3)
    }

    @Test func `three silent years cost a tenth`() throws {
        let old = MetricFixture.asOf.addingTimeInterval(-4 * 365 * 86_400)
        let facts = MetricFixture.facts(code: [Self.code(1, date: old)])
        #expect(try BusFactorMetric().evaluate(facts, MetricContext()).score == 0.2)
    }

    @Test func `commits that could not be read leave it unknown, not zero`() throws {
        var facts = MetricFixture.facts()
        facts.commits = .unavailable("the Hub is offline")
        let result = try BusFactorMetric().evaluate(facts, MetricContext())
        #expect(result.status == .unknown)
        #expect(result.score == nil)
        #expect(result.reason.contains("offline"))
    }
}
