import Wire

/// Which components of the Model Openness Framework are there, and the class they make. It informs, and changes no
/// score.
struct Openness {
    let found: [String]
    /// `I`, `II`, `III`; nil when something of class III is missing.
    let openClass: String?

    init(_ reading: Reading, _ links: Links) {
        let facts = reading.facts
        let paths = (facts.paths ?? []) + facts.code.flatMap { $0.files.value?.map(\.path).prefix(20_000) ?? [] }
        let names = LoweredText(paths.joined(separator: "\n"))
        var found: [String] = []
        func note(_ name: String, _ isThere: Bool) { if isThere { found.append(name) } }
        let hasWeights = WeightSet(facts.files.value ?? [], texts: facts.texts) != nil
        note("architecture", paths.contains { $0.hasSuffix("config.json") || $0.hasSuffix(".gguf") })
        note("final weights", hasWeights)
        note("evaluation results", !reading.results.valid.isEmpty || reading.claims.first != nil)
        note("model card", reading.prose.words >= RampUpMetric.leastWordsOfCard)
        note("data card", facts.datasets.contains { $0.card.value != nil })
        note("report or paper", !links.papers.isEmpty)
        note(
            "training code",
            !OwnCode(facts).entryPoints.isEmpty || facts.code.contains { TrainingCode.entryPoint(of: $0) != nil })
        note(
            "inference code",
            reading.snippets.exist || names.containsAny(["inference", "predict", "generate", "handler.py"]))
        note("evaluation code", names.containsAny(["/eval", "\neval", "evaluate", "benchmark"]))
        note("data sets", facts.datasets.contains { $0.info.value != nil })
        note("preprocessing code", names.containsAny(["preprocess", "prepare_", "tokenize", "data_utils"]))
        note("checkpoints", names.containsAny(["checkpoint-", "checkpoints/", "step-", "step_"]))
        self.found = found
        func has(_ all: [String]) -> Bool { all.allSatisfy(found.contains) }
        let third = ["architecture", "final weights", "evaluation results", "model card", "data card"]
        let second = third + ["training code", "inference code", "evaluation code"]
        let first = second + ["data sets", "preprocessing code", "checkpoints", "report or paper"]
        openClass = has(first) ? "I" : has(second) ? "II" : has(third) ? "III" : nil
    }

    var evidence: [Evidence] {
        let name = openClass.map { "components of class \($0)" } ?? "components below class III"
        return [Evidence(source: "Model Openness Framework", locator: name, excerpt: found.joined(separator: ", "))]
    }
}
