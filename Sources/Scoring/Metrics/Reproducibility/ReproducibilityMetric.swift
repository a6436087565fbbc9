package import Wire

/// Whether the card's example runs. What a run in a sandbox showed decides; without one the card is judged as it stands.
package struct ReproducibilityMetric: CardMetric {
    package static let name = "reproducibility"
    /// The probe that a run answers.
    static let executed = "executed"
    package let name: String = ReproducibilityMetric.name

    private static let leastWords = 15

    package init() {}

    package func evaluate(_ reading: Reading, _ context: MetricContext) throws -> MetricResult {
        var sheet = ProbeSheet(name)
        if case .unavailable(let why) = reading.readme {
            for (id, weight) in [
                ("snippet", 0.25), ("self_contained", 0.25), ("hyperparameters", 0.10), ("protocol", 0.10),
            ] {
                sheet.unknown(id, weight, "the card could not be read: \(why)")
            }
        } else {
            snippet(reading, &sheet)
            hyperparameters(reading, &sheet)
            trainingAndEvaluation(reading, &sheet)
        }
        LoaderFiles(reading).ask(&sheet, weight: 0.20)
        versions(reading, &sheet)
        return Self.judged(reading.facts.execution, &sheet)
    }

    /// Ran as printed 1, ran after edits 0.5, failed 0; else the static answer.
    static func judged(_ run: Captured<ExecutionFact>?, _ sheet: inout ProbeSheet) -> MetricResult {
        guard let execution = run?.value else {
            let why = if case .unavailable(let why) = run { "not run: \(why)" } else { "not run" }
            sheet.unknown(executed, 0, why)
            let said = sheet.result()
            return sheet.result("judged from the card, the example was \(why); \(said.reason)")
        }
        let score: Double
        let reason: String
        switch execution.outcome {
        case .ranAsPrinted: (score, reason) = (1, "the example ran as printed")
        case .ranAfterEdits:
            let edits = execution.edits.prefix(3).joined(separator: "; ")
            (score, reason) = (0.5, "the example ran after edits\(edits.isEmpty ? "" : ": \(edits.prefix(200))")")
        case .failed:
            (score, reason) = (0, "the example failed\(execution.exitCode.map { " with exit code \($0)" } ?? "")")
        }
        let last = execution.output.split(whereSeparator: \.isNewline).last.map(String.init) ?? reason
        let evidence = Evidence(source: "sandbox", locator: execution.environment, excerpt: last)
        let remedy = "correct the example in the card until it runs as printed"
        sheet.partial(executed, 0, score, reason, remedy: remedy, [evidence])
        return sheet.result(score: score, coverage: 1, reason, remedy: remedy, evidence: [evidence])
    }

    private func snippet(_ reading: Reading, _ sheet: inout ProbeSheet) {
        let snippets = reading.snippets
        let remedy = "add a code block that loads the model and runs it once"
        guard snippets.exist else {
            sheet.no("snippet", 0.25, "no code block loads or runs the model", remedy: remedy)
            sheet.no("self_contained", 0.25, "there is no example to look at", remedy: remedy)
            return
        }
        let judged = snippets.runnable.map { SelfContained($0, reading) }
        let best = judged.enumerated().max { ($0.element.value, $1.offset) < ($1.element.value, $0.offset) }
        let shown = best.map { String(snippets.runnable[$0.offset].text.prefix(200)) } ?? "installation and imports"
        sheet.yes("snippet", 0.25, "a code block shows how to run it", [Evidence(source: "README.md", excerpt: shown)])
        guard let example = best?.element else {
            return sheet.no("self_contained", 0.25, "the parts of the example stand in separate blocks", remedy: remedy)
        }
        sheet.partial(
            "self_contained", 0.25, example.value, example.reason,
            remedy: "complete the example: \(example.missing.joined(separator: ", "))")
    }

    private func versions(_ reading: Reading, _ sheet: inout ProbeSheet) {
        let weight = 0.10
        if let version = reading.facts.json("config.json").value?["transformers_version"]?.string {
            let evidence = Evidence(source: "config.json", locator: "transformers_version", excerpt: version)
            return sheet.yes("versions", weight, "transformers \(version.prefix(20))", [evidence])
        }
        if let text = reading.facts.texts["requirements.txt"]?.value, let share = Requirements(text).pinnedShare,
            share > 0.5
        {
            let evidence = Evidence(source: "requirements.txt", excerpt: String(text.prefix(200)))
            return sheet.yes("versions", weight, "requirements.txt has exact versions", [evidence])
        }
        let named = reading.prose.sections.first { LoweredText($0.title).contains("framework version") }
        if let named {
            return sheet.yes("versions", weight, "the card lists framework versions", RampUpMetric.heading(named))
        }
        let pinned =
            reading.prose.lines.contains { line in
                let lowered = LoweredText(line.text)
                return lowered.contains("framework versions:") || lowered.contains("==")
            }
            || reading.prose.blocks.contains {
                LoweredText($0.text).contains("==") && LoweredText($0.text).contains("install")
            }
        if pinned { return sheet.yes("versions", weight, "the card names exact versions") }
        if case .unavailable(let why) = reading.facts.text("config.json"), reading.card == nil {
            return sheet.unknown("versions", weight, why)
        }
        sheet.no("versions", weight, "no version of any library is said", remedy: "list the versions it was made with")
    }

    private func hyperparameters(_ reading: Reading, _ sheet: inout ProbeSheet) {
        var found: Set<String> = []
        func look(at text: LoweredText) {
            for (name, words) in Self.parameters where words.contains(where: { text.contains($0) }) {
                found.insert(name)
            }
        }
        for line in reading.prose.lines where line.text.utf8.count < 4000 { look(at: LoweredText(line.text)) }
        for block in reading.prose.blocks { look(at: LoweredText(block.text)) }
        for path in OwnCode(reading.facts).entryPoints.prefix(3) {
            if let text = reading.facts.texts[path]?.value { look(at: LoweredText(text.utf8.prefix(1 << 20).text)) }
        }
        let hasSeed = found.remove("seed") != nil
        let value = (found.count >= 2 ? 0.6 : found.count == 1 ? 0.3 : 0) + (hasSeed ? 0.4 : 0)
        let named = (found.sorted() + (hasSeed ? ["seed"] : [])).joined(separator: ", ")
        sheet.partial(
            "hyperparameters", 0.10, value, named.isEmpty ? "no hyper-parameters are said" : "says \(named)",
            remedy: "say learning rate, batch size, epochs and seed")
    }

    private static let parameters: [(String, [String])] = [
        ("learning rate", ["learning rate", "learning_rate", "learning-rate"]),
        ("batch size", ["batch size", "batch_size", "batch-size", "batches of"]),
        ("length", ["epochs", "num_epochs", "training steps", "max_steps", "iterations", "steps"]),
        ("optimiser", ["optimizer", "optimiser", "adam", "sgd", "adafactor"]), ("seed", ["seed", "random_state"]),
    ]

    private func trainingAndEvaluation(_ reading: Reading, _ sheet: inout ProbeSheet) {
        let datasets = reading.links.datasets
        let training = !datasets.isEmpty || reading.prose.section(about: .training, words: Self.leastWords) != nil
        let results = reading.results.valid
        let evaluation =
            results.contains { $0.completeness >= 0.8 }
            || reading.prose.section(about: .evaluation, words: Self.leastWords) != nil
        let said = [training ? "training data" : nil, evaluation ? "how it was evaluated" : nil].compactMap { $0 }
        sheet.partial(
            "protocol", 0.10, Double(said.count) / 2,
            said.isEmpty ? "neither is said" : "says \(said.joined(separator: " and "))",
            remedy: "name the training data, and the data, split and measure of the evaluation")
    }
}

extension Substring.UTF8View {
    fileprivate var text: Substring { Substring(self) }
}
