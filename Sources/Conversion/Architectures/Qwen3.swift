/// Qwen 3: like Qwen 2, with queries and keys normalised in each head.
struct Qwen3Architecture: Architecture {
    let name = "qwen3"
    let classes = ["Qwen3ForCausalLM"]
    let vocabularies: [any VocabularyKind] = [BytePairs()]

    func weights(_ config: ModelConfig) throws(ConversionError) -> [WeightRule] {
        try DecoderSizes(config).weights(isTurned: false, hasHeadNorms: true)
    }

    func describe(_ config: ModelConfig, _ files: SourceFiles, into metadata: inout Metadata) async throws {
        guard config["head_dim"] != nil else { throw ConversionError.setting("head_dim", "is missing") }
        let sizes = try DecoderSizes(config)
        try sizes.describe(config, name, into: &metadata)
        sizes.describeHeads(name, into: &metadata)
        if let pooling = try await Pooling.read(files) { metadata.add("\(name).pooling_type", size: pooling.rawValue) }
    }
}
