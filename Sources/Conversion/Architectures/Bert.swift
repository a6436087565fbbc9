/// BERT, which gives vectors of texts.
struct BertArchitecture: Architecture {
    let name = "bert"
    let classes = ["BertModel", "BertForMaskedLM"]
    let vocabularies: [any VocabularyKind] = [WordPieces()]

    func weights(_ config: ModelConfig) throws(ConversionError) -> [WeightRule] {
        let width = try config.size("hidden_size")
        let forward = try config.size("intermediate_size")
        let positions = try config.size("max_position_embeddings")
        var rules = [
            WeightRule(
                source: "embeddings.word_embeddings.weight", target: "token_embd.weight",
                shape: [try config.size("vocab_size"), width], role: .embedding),
            WeightRule(
                source: "embeddings.position_embeddings.weight", target: "position_embd.weight",
                shape: [positions, width], isFull: true),
            WeightRule(
                source: "embeddings.token_type_embeddings.weight", target: "token_types.weight",
                shape: [try config.size("type_vocab_size", or: 2), width], isFull: true),
        ]
        rules += both("embeddings.LayerNorm", "token_embd_norm", [width])
        for layer in 0..<(try config.layers()) {
            let (here, there) = ("encoder.layer.\(layer)", "blk.\(layer)")
            for (part, target) in [("query", "attn_q"), ("key", "attn_k"), ("value", "attn_v")] {
                rules += both("\(here).attention.self.\(part)", "\(there).\(target)", [width, width])
            }
            rules += both("\(here).attention.output.dense", "\(there).attn_output", [width, width])
            rules += both("\(here).attention.output.LayerNorm", "\(there).attn_output_norm", [width])
            rules += both("\(here).intermediate.dense", "\(there).ffn_up", [forward, width])
            rules += both("\(here).output.dense", "\(there).ffn_down", [width, forward])
            rules += both("\(here).output.LayerNorm", "\(there).layer_output_norm", [width])
        }
        return rules
    }

    /// Weight and bias.
    private func both(_ source: String, _ target: String, _ shape: [Int64]) -> [WeightRule] {
        [
            WeightRule(source: "\(source).weight", target: "\(target).weight", shape: shape),
            WeightRule(source: "\(source).bias", target: "\(target).bias", shape: Array(shape.prefix(1))),
        ]
    }

    func canonical(_ tensor: String) -> String? {
        var name = tensor.hasPrefix("bert.") ? String(tensor.dropFirst(5)) : tensor
        if name.hasSuffix(".gamma") { name = "\(name.dropLast(6)).weight" }
        if name.hasSuffix(".beta") { name = "\(name.dropLast(5)).bias" }
        // Of vectors only the layers count: neither the pooler nor the heads of its training.
        let dropped = ["embeddings.position_ids", "pooler.dense.weight", "pooler.dense.bias"]
        let isHead = name.hasPrefix("cls.predictions") || name.hasPrefix("cls.seq_relationship")
        return dropped.contains(name) || isHead ? nil : name
    }

    func describe(_ config: ModelConfig, _ files: SourceFiles, into metadata: inout Metadata) async throws {
        guard config["position_embedding_type"]?.string ?? "absolute" == "absolute" else {
            throw ConversionError.setting("position_embedding_type", "is not `absolute`, which is all llama.cpp has")
        }
        metadata.add("\(name).block_count", size: Int64(try config.layers()))
        metadata.add("\(name).context_length", size: try config.size("max_position_embeddings"))
        metadata.add("\(name).embedding_length", size: try config.size("hidden_size"))
        metadata.add("\(name).feed_forward_length", size: try config.size("intermediate_size"))
        metadata.add("\(name).attention.head_count", size: try config.size("num_attention_heads"))
        metadata.add(
            "\(name).attention.layer_norm_epsilon", .float(Float(try config.number("layer_norm_eps", or: 1e-12))))
        metadata.add("\(name).attention.causal", .bool(false))
        if let pooling = try await Pooling.read(files) { metadata.add("\(name).pooling_type", size: pooling.rawValue) }
        metadata.add("tokenizer.ggml.token_type_count", size: try config.size("type_vocab_size", or: 2))
    }
}
