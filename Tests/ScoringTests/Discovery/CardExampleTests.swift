import FoundationEssentials
import Testing
import Wire

@testable import Scoring

@Suite struct `The example of a card` {
    private func facts(_ card: String, run: Captured<ExecutionFact>? = nil) -> Facts {
        var facts = Facts(
            model: "org/owl", kind: "model", commit: String(repeating: "a", count: 40), source: "hub",
            asOf: Date(timeIntervalSince1970: 1_700_000_000), info: .absent, commits: .absent,
            files: .known([FileFact(path: "model.safetensors", size: 8, identity: "00")]))
        facts.texts["README.md"] = .known(card)
        facts.execution = run
        return facts
    }

    private func missing(_ card: String) -> String? {
        do {
            _ = try CardExample(facts(card))
            return nil
        } catch {
            return error.reason
        }
    }

    @Test func `is the block that leaves the fewest gaps, as printed`() throws {
        let example = try CardExample(
            facts(
                """
                ```python
                owl = load_model("path/to/owl")
                ```
                Or:
                ```python
                from zoo import load_model
                owl = load_model("org/owl")
                ```
                ```bash
                hf download org/owl
                ```
                """))
        #expect(example.code == "from zoo import load_model\nowl = load_model(\"org/owl\")")
        #expect(example.before == ["owl = load_model(\"path/to/owl\")"])
    }

    @Test func `that is none, or not Python, is said to be so`() {
        #expect(missing("# Owl")?.contains("no example") == true)
        #expect(missing("```bash\nhf download org/owl\n```")?.contains("not Python") == true)
        #expect(missing("```\n$ ollama run owl\n```")?.contains("not Python") == true)
        #expect(
            missing("```python\nload_model('org/owl')\n#\(String(repeating: "x", count: 70_000))\n```")?.contains(
                "longer") == true)
    }

    @Test func `is edited in three ways and no other`() throws {
        let session = try CardExample(
            facts(
                """
                ```python
                import zoo
                ```
                ```pycon
                >>> !pip install zoo
                >>> for name in ["org/owl"]:
                ...     zoo.load_model(name)
                <Owl>
                ```
                """))
        let edits = ExampleEdits(session)
        #expect(edits.code == "import zoo\nfor name in [\"org/owl\"]:\n    zoo.load_model(name)")
        #expect(edits.made.count == 3)
        let plain = try CardExample(facts("```python\nimport zoo\nzoo.load_model(\"org/owl\")\n```"))
        #expect(ExampleEdits(plain).code == nil)
        #expect(ExampleEdits(plain).made.isEmpty)
    }

    private static let runs: [(Captured<ExecutionFact>, Double?)] = [
        (.known(ExecutionFact(outcome: .ranAsPrinted, code: "x", environment: "e", seconds: 1)), 1),
        (.known(ExecutionFact(outcome: .ranAfterEdits, code: "x", edits: ["y"], environment: "e", seconds: 1)), 0.5),
        (.known(ExecutionFact(outcome: .failed, code: "x", environment: "e", exitCode: 1, seconds: 1)), 0),
        (.unavailable("no library"), nil),
    ]

    @Test(arguments: runs)
    func `that was run changes an assessment as if it had been asked with it`(
        run: Captured<ExecutionFact>, score: Double?
    ) async throws {
        let card = "---\nlicense: mit\n---\n# Owl\n```python\nimport zoo\nzoo.load_model('org/owl')\n```\n"
        let (facts, withRun) = (facts(card), facts(card, run: run))
        let weights = Metrics.defaultWeights
        func assess(_ facts: Facts) async -> Assessment {
            await Evaluator.standard.assess(facts, context: MetricContext(), weights: weights)
        }
        let (before, asked) = (await assess(facts), await assess(withRun))
        let changed = before.with(run, files: facts.files.value, weights: weights)
        let scan = [FileScan(path: "model.safetensors", verdict: .safe, findings: [])]
        let scanned = before.with(scan, weights: weights).with(run, files: facts.files.value, weights: weights)
        #expect(changed.digest == asked.digest)
        #expect(scanned.digest == asked.digest)
        #expect(changed.digest != before.digest)
        #expect(changed.netScore == asked.netScore)
        let metric = try #require(changed[metric: "reproducibility"])
        #expect(metric.score == score ?? before[metric: "reproducibility"]?.score)
        #expect(metric.score == asked[metric: "reproducibility"]?.score)
        #expect(score != nil || metric.reason.contains("no library"))
        // Asked again with another run, nothing of the one before is left.
        let again = changed.with(run, files: facts.files.value, weights: weights)
        #expect(again.digest == changed.digest)
    }
}
