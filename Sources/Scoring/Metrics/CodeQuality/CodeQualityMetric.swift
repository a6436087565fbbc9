package import Wire

/// How well the code behind the model is kept: that of the linked repository, else what stands beside the weights.
package struct CodeQualityMetric: CardMetric {
    package let name = "code_quality"

    /// What a model without code of its own gets from a well-kept library, when the policy says so.
    private static let inherited = 0.6

    package init() {}

    package func evaluate(_ reading: Reading, _ context: MetricContext) throws -> MetricResult {
        let facts = reading.facts
        var sheet = ProbeSheet(name)
        if let code = facts.code.first(where: { $0.files.value != nil }), let files = code.files.value {
            CodeProbes(linked: code, files: files, asOf: facts.asOf).ask(&sheet)
            return sheet.result(evidence: [Evidence(source: code.url, excerpt: "\(files.count) files at the head")])
        }
        let own = OwnCode(facts)
        if let first = own.sources.first, let files = facts.files.value {
            CodeProbes(own: facts, files: files).ask(&sheet)
            let evidence = Evidence(
                source: "files", locator: first, excerpt: own.sources.prefix(5).joined(separator: ", "))
            return sheet.result(evidence: [evidence])
        }
        return withoutCode(reading, context, &sheet)
    }

    private func withoutCode(
        _ reading: Reading, _ context: MetricContext, _ sheet: inout ProbeSheet
    ) -> MetricResult {
        let facts = reading.facts
        if let why = blindness(reading) {
            sheet.unknown("code", 1, why)
            return sheet.result()
        }
        let remedy = "link the repository of the code under `Repository:` in the card"
        let library = reading.libraryName?.lowercased()
        if let library, Self.maintained.contains(library), context.inheritsCodeQuality {
            let reason = "inherited: it has no code of its own, and \(library) is well kept"
            sheet.partial("code", 1, Self.inherited, reason, remedy: remedy)
            return sheet.result(reason)
        }
        let gone = facts.code.first { $0.files == .absent }
        let reason =
            gone.map { "\($0.url) is linked and not there" } ?? "there is no code: none linked, none beside the weights"
        sheet.no("code", 1, reason, remedy: remedy)
        return sheet.result(reason)
    }

    /// Why it cannot be told whether there is code; nil when there is none.
    private func blindness(_ reading: Reading) -> String? {
        for code in reading.facts.code {
            if case .unavailable(let why) = code.files { return "\(code.url) could not be looked at: \(why)" }
        }
        if reading.facts.code.isEmpty, let linked = reading.links.code.first { return "\(linked) was not captured" }
        if case .unavailable(let why) = reading.readme { return "the card could not be read: \(why)" }
        return nil
    }

    /// Libraries with tests, releases and people.
    private static let maintained: Set<String> = [
        "transformers", "diffusers", "sentence-transformers", "timm", "peft", "trl", "setfit", "spacy", "keras",
        "tf-keras",
        "flair", "fastai", "pytorch", "sklearn", "scikit-learn", "speechbrain", "nemo", "espnet", "open_clip", "mlx",
        "transformers.js", "onnx", "adapter-transformers", "stable-baselines3", "gguf", "llama.cpp", "vllm", "xgboost",
    ]
}
