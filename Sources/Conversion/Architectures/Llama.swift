/// Llama and what is built like it, Mistral among them.
struct LlamaArchitecture: Architecture {
    let name = "llama"
    let classes = ["LlamaForCausalLM", "LLaMAForCausalLM", "MistralForCausalLM"]
    let vocabularies: [any VocabularyKind] = [SentencePieces(), FallbackPieces(), BytePairs()]

    func weights(_ config: ModelConfig) throws(ConversionError) -> [WeightRule] {
        guard config["num_local_experts"] == nil else {
            throw .setting("num_local_experts", "makes it a mixture of experts, which is not converted")
        }
        return try DecoderSizes(config).weights(isTurned: true)
    }

    func describe(_ config: ModelConfig, _ files: SourceFiles, into metadata: inout Metadata) async throws {
        let sizes = try DecoderSizes(config)
        try sizes.describe(config, name, into: &metadata)
        sizes.describeHeads(name, into: &metadata)
        metadata.add("\(name).vocab_size", size: sizes.vocabulary)
        metadata.add("\(name).rope.dimension_count", size: sizes.headLength)
    }

    func computed(_ config: ModelConfig) throws(ConversionError) -> [ComputedTensor] {
        let factors = try RotaryPositions(config).factors(length: try DecoderSizes(config).headLength)
        return factors.isEmpty ? [] : [ComputedTensor(target: "rope_freqs.weight", weights: factors)]
    }
}
