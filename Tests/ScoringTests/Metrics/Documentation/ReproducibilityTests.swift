import Scoring
import Testing
import Wire

@Suite struct `Reproducibility` {
    private static let files: [String: Int64] = [
        "model.safetensors": 400_000_000, "tokenizer.json": 1000, "config.json": 100,
    ]

    private static func result(_ facts: Facts) throws -> MetricResult {
        try ReproducibilityMetric().evaluate(facts, MetricContext())
    }

    @Test func `a complete example with everything it loads scores high, and says that it was not run`() throws {
        let facts = MetricFixture.facts(
            card: GoodCards.encoder, files: Self.files,
            texts: ["config.json": #"{"architectures": ["BertForMaskedLM"], "transformers_version": "4.40.0"}"#])
        let result = try Self.result(facts)
        #expect(result.score == 1)
        #expect(result.reason.hasPrefix("judged from the card, the example was not run"))
        #expect(result.probe("executed")?.outcome == .unknown)
    }

    @Test(arguments: [
        (ExecutionFact.Outcome.ranAsPrinted, 1.0), (.ranAfterEdits, 0.5), (.failed, 0.0),
    ])
    func `what a run showed decides`(_ outcome: ExecutionFact.Outcome, _ score: Double) throws {
        for card in [GoodCards.encoder, SparseCards.template] {
            var facts = MetricFixture.facts(card: card, files: Self.files)
            facts.execution = .known(
                ExecutionFact(
                    outcome: outcome, code: "print(1)", edits: ["installed torch"], environment: "sha256:00", seconds: 1
                ))
            let result = try Self.result(facts)
            #expect(result.score == score)
            #expect(result.evidence.first?.source == "sandbox")
        }
    }

    @Test func `an example of another model with a gap to fill in is not self-contained`() throws {
        let card = "# Anvil\n\n```python\nmodel = AutoModel.from_pretrained(\"<your-model>\")\n```\n"
        let probe = try #require(try Self.result(MetricFixture.facts(card: card)).probe("self_contained"))
        #expect(probe.outcome == .no)
        #expect(probe.reason.contains("name this repository"))
    }

    @Test func `a shard that the index names and nobody uploaded is missed`() throws {
        let index =
            #"{"weight_map": {"a": "model-00001-of-00002.safetensors", "b": "model-00002-of-00002.safetensors"}}"#
        let facts = MetricFixture.facts(
            card: GoodCards.encoder, files: ["model-00001-of-00002.safetensors": 1000, "tokenizer.json": 10],
            texts: ["model.safetensors.index.json": index, "config.json": #"{"architectures": ["X"]}"#])
        let probe = try #require(try Self.result(facts).probe("loader_files"))
        #expect(probe.outcome == .no)
        #expect(probe.reason.contains("model-00002-of-00002.safetensors"))
    }

    @Test func `a model without its tokenizer is not complete`() throws {
        let facts = MetricFixture.facts(
            card: GoodCards.chat, files: ["model.safetensors": 1000],
            texts: ["config.json": #"{"architectures": ["X"]}"#])
        let probe = try #require(try Self.result(facts).probe("loader_files"))
        #expect(probe.outcome == .partial)
        #expect(probe.reason.contains("a tokenizer"))
    }
}
