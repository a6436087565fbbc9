import Scoring
import Testing
import Wire

@Suite struct `Performance claims` {
    private static func result(_ card: String, texts: [String: String] = [:]) throws -> MetricResult {
        try PerformanceClaimsMetric().evaluate(MetricFixture.facts(card: card, texts: texts), MetricContext())
    }

    private static func indexed(_ metric: String, dataset: String = "{type: imdb, config: plain, split: test}")
        -> String
    {
        """
        ---
        model-index:
        - name: anvil
          results:
          - task: {type: text-classification}
            dataset: \(dataset)
            metrics:
            - \(metric)
        ---
        """
    }

    @Test func `a table of a known benchmark and a paper are worth 0.7`() throws {
        #expect(try Self.result(GoodCards.encoder).score == 0.7)
    }

    @Test func `structured results are worth what they say`() throws {
        // Two entries are complete, one lacks its configuration: 0.60 + 0.30 · (6 + 6 + 5) / 18.
        #expect(try Self.result(GoodCards.speech).score == 0.8833)
        #expect(try Self.result(Self.indexed("{type: accuracy, value: 0.9}")).score == 0.9)
        let bare = Self.indexed("{type: accuracy, value: 0.9}", dataset: "{type: imdb}")
        #expect(try Self.result(bare).score == 0.8)
    }

    @Test func `a list of losses that a training loop wrote is worth a half`() throws {
        #expect(try Self.result(SparseCards.trainer).score == 0.5)
    }

    @Test func `an empty list of results claims nothing`() throws {
        let card = "---\nmodel-index:\n- name: anvil\n  results: []\n---\nA model.\n"
        let result = try Self.result(card)
        #expect(result.score == 0)
        #expect(result.remedy != nil)
    }

    @Test(arguments: ["{type: accuracy, value: 930}", "{type: f1, value: -1}", "{type: accuracy, value: .nan}"])
    func `a value that cannot be does not count, and is named`(_ metric: String) throws {
        let result = try Self.result(Self.indexed(metric))
        #expect(result.score == 0 || metric.contains("nan"))
        #expect((result.score ?? 1) < 0.9)
        if !metric.contains("nan") { #expect(result.probe("possible_values")?.outcome == .no) }
    }

    @Test func `the files of the newer format count too`() throws {
        let yaml = """
            - dataset: {id: cais/mmlu, task_id: mmlu, revision: abc}
              value: 71.2
              source: {url: "https://example.org/run"}
            """
        let result = try Self.result("# Anvil", texts: [".eval_results/mmlu.yaml": yaml])
        #expect(result.score == 1)
        #expect(result.evidence.first?.source == ".eval_results/mmlu.yaml")
    }

    @Test func `a token that cannot be verified here is unknown, not proof`() throws {
        let result = try Self.result(Self.indexed("{type: accuracy, value: 0.9, verifyToken: abc}"))
        #expect(result.probe("verified")?.outcome == .unknown)
        #expect(result.score == 0.9)
    }
}
