import Scoring
import Testing
import Wire

@Suite struct `Assessments` {
    private struct Fixed: Metric {
        let name: String
        let score: Double?

        func evaluate(_ facts: Facts, _ context: MetricContext) throws -> MetricResult {
            MetricResult(
                name: name, status: score == nil ? .unknown : .scored, score: score, coverage: 1, reason: "fixed")
        }
    }

    private struct Broken: Metric {
        struct Fault: Error, CustomStringConvertible { let description = "the disk is on fire" }
        let name = "broken"
        func evaluate(_ facts: Facts, _ context: MetricContext) throws -> MetricResult { throw Fault() }
    }

    private static func assess(_ metrics: [any Metric], weights: [String: Double]) async -> Assessment {
        await Evaluator(metrics: metrics).assess(MetricFixture.facts(), context: MetricContext(), weights: weights)
    }

    @Test func `the net score is the weighted mean of what is known`() async {
        let assessment = await Self.assess(
            [Fixed(name: "a", score: 1), Fixed(name: "b", score: 0.5), Fixed(name: "c", score: nil)],
            weights: ["a": 1, "b": 3, "c": 4, "nobody": 100])
        #expect(assessment.netScore == 0.625)
        #expect(assessment.knownWeight == 0.5)
        #expect(assessment.metrics.map(\.name) == ["a", "b", "c"])
    }

    @Test func `a metric that breaks is unknown with its error and costs the others nothing`() async {
        let assessment = await Self.assess([Broken(), Fixed(name: "a", score: 0.8)], weights: ["broken": 1, "a": 1])
        #expect(assessment[metric: "broken"]?.status == .unknown)
        #expect(assessment[metric: "broken"]?.score == nil)
        #expect(assessment[metric: "broken"]?.reason.contains("on fire") == true)
        #expect(assessment.netScore == 0.8)
    }

    @Test func `nothing known is no net score`() async {
        let assessment = await Self.assess([Fixed(name: "a", score: nil)], weights: ["a": 1])
        #expect(assessment.netScore == nil)
        #expect(assessment.knownWeight == 0)
    }

    private static func digests(_ facts: [Facts], _ count: Int) async -> Set<String> {
        await withTaskGroup(of: String.self) { group in
            for number in 0..<count {
                let facts = facts[number % facts.count]
                group.addTask {
                    await Evaluator.standard.assess(facts, context: MetricContext(), weights: Metrics.defaultWeights)
                        .digest
                }
            }
            return await group.reduce(into: []) { $0.insert($1) }
        }
    }

    @Test func `the same facts give the same answer, saved or not`() async throws {
        let facts = try MetricFixture.sample(
            "roost-samples/tiny-classifier", datasets: ["roost-samples/handwritten-digits"])
        let replayed = try FactsFile.decode(try FactsFile.encode(SavedFacts(facts))).facts
        #expect(replayed == facts)
        let digests = await Self.digests([facts, replayed], 16)
        #expect(digests.count == 1)
        #expect(digests.first?.utf8.count == 64)
    }

    @Test func `a thousand at once give a thousand right answers`() async {
        let cards = ["# Anvil\n\nA small card.\n", "# Hammer\n\n```\nfrom_pretrained(\n```\n"]
        #expect(await Self.digests(cards.map { MetricFixture.facts(card: $0) }, 1000).count == 2)
    }

    @Test func `another file, commit or answer gives another digest`() async {
        func digest(_ change: (inout Facts) -> Void) async -> String {
            var facts = MetricFixture.facts(card: GoodCards.chat, files: ["model.safetensors": 10])
            change(&facts)
            return await Evaluator.standard.assess(facts, context: MetricContext(), weights: [:]).digest
        }
        let base = await digest { _ in }
        #expect(await digest { $0.source = "elsewhere" } == base)
        #expect(await digest { $0.commit = String(repeating: "b", count: 40) } != base)
        #expect(await digest { $0.files = .known([]) } != base)
        #expect(await digest { $0.texts["README.md"] = .known("# Other") } != base)
    }

    @Test func `the sample classifier is scored where the facts allow it`() async throws {
        let facts = try MetricFixture.sample(
            "roost-samples/tiny-classifier", datasets: ["roost-samples/handwritten-digits"])
        let assessment = await Evaluator.standard.assess(
            facts, context: MetricContext(), weights: Metrics.defaultWeights)
        func score(_ name: String) -> Double { assessment[metric: name]?.score ?? -1 }
        #expect(score("ramp_up_time") >= 0.9)
        #expect(score("performance_claims") == 0.9)
        #expect(score("dataset_and_code_score") == 1)
        #expect(score("dataset_quality") >= 0.9)
        #expect(score("reproducibility") >= 0.9)
        #expect(score("code_quality") >= 0.5)
        #expect(score("size_score") == 1)
        #expect(score("bus_factor") == 0.3)
        #expect(assessment[metric: "tree_score"]?.status == .notApplicable)
        #expect(assessment[metric: "reviewedness"]?.status == .unknown)
    }

    @Test func `a data set is asked only what can be asked of one`() async {
        var facts = MetricFixture.facts(model: "acme/digits", card: "---\nlicense: mit\n---\n# Digits\n")
        facts.kind = "dataset"
        let assessment = await Evaluator.standard.assess(facts, context: MetricContext(), weights: [:])
        #expect(assessment[metric: "size_score"]?.status == .notApplicable)
        #expect(assessment[metric: "dataset_quality"]?.status == .scored)
    }

    @Test func `every metric has a name of its own and a weight`() {
        let names = Metrics.all.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(names.allSatisfy { Metrics.defaultWeights[$0] != nil })
        #expect(Metrics.ofDatasets.isSubset(of: Metrics.defaultWeights.keys))
    }

    @Test func `facts of which nothing could be captured leave every metric unknown`() async {
        let facts = Facts(
            model: "acme/anvil", kind: "model", commit: MetricFixture.commit, source: "test", asOf: MetricFixture.asOf,
            info: .unavailable("offline"), commits: .unavailable("offline"), files: .unavailable("offline"))
        let assessment = await Evaluator.standard.assess(
            facts, context: MetricContext(), weights: Metrics.defaultWeights)
        let told = assessment.metrics.filter { $0.score != nil }.map(\.name)
        #expect(told.isEmpty)
        #expect(assessment.netScore == nil)
    }
}
