import Scoring
import Testing
import Wire

@Suite struct `Data sets` {
    private static let card = """
        ---
        license: cc-by-4.0
        size_categories: [1K<n<10K]
        ---
        # Digits

        \(String(repeating: "These images show handwritten digits as people wrote them on forms. ", count: 12))

        ## Source and collection

        Forty people wrote digits on preprinted forms, which were scanned and counted in blocks of four by four.

        ## Limitations and bias

        Few people in one country wrote them, and nothing is known about who they were or how they were asked.

        ## Citation

        Alpaydin and Kaynak, Optical Recognition of Handwritten Digits, 1998.
        """

    private static func set(_ name: String = "acme/digits", card: Captured<String> = .known(card)) -> DatasetFact {
        DatasetFact(name: name, info: .known(["gated": false, "downloads": 4000]), card: card)
    }

    private static let declaring = "---\ndatasets:\n- acme/digits\n---\n# Anvil\n"

    @Test func `a documented data set has full quality`() throws {
        let facts = MetricFixture.facts(card: Self.declaring, datasets: [Self.set()])
        #expect(try DatasetQualityMetric().evaluate(facts, MetricContext()).score == 1)
    }

    @Test func `the score is the mean over the data sets`() throws {
        let gone = DatasetFact(name: "acme/gone", info: .absent, card: .absent)
        let facts = MetricFixture.facts(card: Self.declaring, datasets: [Self.set(), gone])
        let result = try DatasetQualityMetric().evaluate(facts, MetricContext())
        #expect(result.score == 0.5)
        #expect(result.probe("resolves@acme/gone")?.outcome == .no)
    }

    @Test func `none declared is zero, declared and not captured is unknown`() throws {
        let none = try DatasetQualityMetric().evaluate(MetricFixture.facts(card: "# Anvil"), MetricContext())
        #expect(none.score == 0)
        #expect(none.reason.contains("absent"))
        let unseen = try DatasetQualityMetric().evaluate(MetricFixture.facts(card: Self.declaring), MetricContext())
        #expect(unseen.status == .unknown)
    }

    @Test func `a licence called other is no licence`() throws {
        let card = Captured.known("---\nlicense: other\n---\n# Digits\n")
        let facts = MetricFixture.facts(card: Self.declaring, datasets: [Self.set(card: card)])
        let result = try DatasetQualityMetric().evaluate(facts, MetricContext())
        #expect(result.probe("licence@acme/digits")?.outcome == .no)
        #expect(result.score == 0.1)
    }

    @Test func `data that resolves and code that trains make a full score`() throws {
        let code = CodeFact(
            url: "https://github.com/acme/anvil", files: .known([FileFact(path: "train.py", size: 10, identity: "0")]),
            history: .absent, tags: .absent)
        let card = "\(Self.declaring)\nCode: https://github.com/acme/anvil\n"
        let facts = MetricFixture.facts(card: card, datasets: [Self.set()], code: [code])
        let result = try DatasetAndCodeMetric().evaluate(facts, MetricContext())
        #expect(result.score == 1)
        #expect(result.evidence.first?.source == "Model Openness Framework")
    }

    @Test func `neither data nor code is zero, and what could not be read is unknown`() throws {
        let bare = try DatasetAndCodeMetric().evaluate(MetricFixture.facts(card: "# Anvil"), MetricContext())
        #expect(bare.score == 0)
        var facts = MetricFixture.facts(card: "# Anvil")
        facts.texts["README.md"] = .unavailable("gated")
        facts.info = .unavailable("gated")
        #expect(try DatasetAndCodeMetric().evaluate(facts, MetricContext()).status == .unknown)
    }

    @Test func `training code beside the weights counts as code`() throws {
        let facts = MetricFixture.facts(card: "# Anvil", texts: ["train.py": "import torch\n"])
        let result = try DatasetAndCodeMetric().evaluate(facts, MetricContext())
        #expect(result.probe("training_code")?.outcome == .yes)
        #expect(result.score == 0.5)
    }
}
