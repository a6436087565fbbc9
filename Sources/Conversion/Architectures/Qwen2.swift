/// Qwen 2 and 2.5: like Llama, with biases, and rows in the order they were trained in.
struct Qwen2Architecture: Architecture {
    let name = "qwen2"
    let classes = ["Qwen2ForCausalLM"]
    let vocabularies: [any VocabularyKind] = [SentencePieces(), BytePairs()]

    func weights(_ config: ModelConfig) throws(ConversionError) -> [WeightRule] {
        try DecoderSizes(config).weights(isTurned: false)
    }

    func describe(_ config: ModelConfig, _ files: SourceFiles, into metadata: inout Metadata) async throws {
        let sizes = try DecoderSizes(config)
        try sizes.describe(config, name, into: &metadata)
        if config["head_dim"] != nil { sizes.describeHeads(name, into: &metadata) }
        if let pooling = try await Pooling.read(files) { metadata.add("\(name).pooling_type", size: pooling.rawValue) }
    }
}
