import Wire

/// Whether the snapshot has what the loader needs: configuration, tokenizer or processor, and every shard.
struct LoaderFiles {
    private let reading: Reading

    init(_ reading: Reading) {
        self.reading = reading
    }

    func ask(_ sheet: inout ProbeSheet, weight: Double) {
        let facts = reading.facts
        guard let paths = facts.paths else {
            let why = if case .unavailable(let why) = facts.files { why } else { "the Hub lists none" }
            return sheet.unknown("loader_files", weight, "the list of files could not be read: \(why)")
        }
        let here = Set(paths)
        var missing: [String] = []
        var asked = 1
        guard let set = WeightSet(facts.files.value ?? [], texts: facts.texts) else {
            return sheet.no("loader_files", weight, "there are no weights", remedy: "add the weights")
        }
        for need in needs(set, here) {
            asked += 1
            if !need.files.contains(where: here.contains) { missing.append(need.name) }
        }
        let lost = lostShards(paths, here)
        if !lost.isEmpty { missing.append("\(lost.count) shards such as \(lost[0])") }
        let named = namedInExample(here)
        asked += named.isEmpty ? 0 : 1
        if let first = named.first { missing.append(first) }
        let evidence = Evidence(
            source: "files", locator: set.paths.first, excerpt: "\(set.format), \(set.paths.count) of its files")
        if missing.isEmpty {
            sheet.yes("loader_files", weight, "everything its loader needs is there", [evidence])
        } else {
            let value = lost.isEmpty ? Double(asked - missing.count) / Double(asked) : 0
            let list = missing.prefix(4).joined(separator: ", ")
            sheet.partial("loader_files", weight, value, "missing: \(list)", remedy: "add \(list)", [evidence])
        }
    }

    private struct Need {
        let name: String
        let files: [String]
    }

    /// What transformers and its relatives look for; a GGUF file has all of it inside.
    private func needs(_ set: WeightSet, _ here: Set<String>) -> [Need] {
        guard set.format != "gguf", set.format != "other" else { return [] }
        if here.contains("model_index.json") { return [] }
        if here.contains("adapter_config.json") { return [] }
        let library = reading.libraryName?.lowercased() ?? ""
        let config = reading.facts.json("config.json").value
        let isTransformers =
            library == "transformers" || library == "sentence-transformers" || config?["architectures"] != nil
        guard isTransformers else { return [] }
        var needs = [Need(name: "config.json", files: ["config.json"])]
        switch reading.pipelineTag ?? "" {
        case let tag
        where tag.hasPrefix("image-") || tag.hasPrefix("object-") || tag.hasPrefix("depth-")
            || tag.hasPrefix("video-") || tag.hasPrefix("zero-shot-image"):
            needs.append(Need(name: "preprocessor_config.json", files: Self.processors))
        case let tag where tag.contains("audio") || tag.contains("speech"):
            needs.append(Need(name: "preprocessor_config.json", files: Self.processors + Self.tokenizers))
        case "reinforcement-learning", "tabular-classification", "tabular-regression", "time-series-forecasting": break
        default: needs.append(Need(name: "a tokenizer", files: Self.tokenizers + Self.processors))
        }
        return needs
    }

    private static let processors = [
        "preprocessor_config.json", "processor_config.json", "image_processor_config.json",
    ]
    private static let tokenizers = [
        "tokenizer.json", "tokenizer.model", "vocab.txt", "vocab.json", "spiece.model", "sentencepiece.bpe.model",
        "sentencepiece.model", "tekken.json", "vocab.bpe", "spm.model", "source.spm", "tokenizer_config.json",
        "qwen.tiktoken",
    ]

    /// Shards that an index or the names of the others promise.
    private func lostShards(_ paths: [String], _ here: Set<String>) -> [String] {
        var lost: [String] = []
        for path in paths where path.hasSuffix(".index.json") && !path.contains("/") {
            guard let index = ShardIndex(reading.facts.texts[path]?.value) else { continue }
            lost += index.files.filter { !here.contains($0) }
        }
        if lost.isEmpty {
            var parts: [String: (total: Int, found: Set<Int>)] = [:]
            for path in paths {
                guard let name = ShardName(path), !path.hasSuffix(".json") else { continue }
                parts[name.group, default: (name.total, [])].found.insert(name.part)
            }
            for (group, shards) in parts
            where shards.found.count(where: { (0...shards.total).contains($0) }) < shards.total {
                lost.append(group)
            }
        }
        return lost.sorted()
    }

    /// A weight file that the example loads by name and that is not there.
    private func namedInExample(_ here: Set<String>) -> [String] {
        for block in reading.snippets.runnable.prefix(10) {
            let quoted = block.text.utf8.prefix(20_000).split { $0 == 34 || $0 == 39 }
            for part in quoted where part.count < 100 {
                let name = String(decoding: part, as: UTF8.self)
                let isWeights = [".safetensors", ".gguf", ".onnx"].contains {
                    name.hasSuffix($0) && name.utf8.count > $0.utf8.count
                }
                guard isWeights, !name.contains("*"), !name.contains("{"), !name.contains(" ") else { continue }
                let isThere =
                    here.contains(name) || here.contains { $0.hasSuffix("/\(name)") || name.hasSuffix("/\($0)") }
                if !isThere { return [name] }
            }
        }
        return []
    }
}
