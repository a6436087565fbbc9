/// The sizes that decoders of Llama's kind share, and the tensors and values that follow from them.
struct DecoderSizes: Sendable {
    let layers: Int
    let width: Int64
    let forward: Int64
    let heads: Int64
    let keyHeads: Int64
    let headLength: Int64
    let vocabulary: Int64

    init(_ config: ModelConfig) throws(ConversionError) {
        layers = try config.layers()
        width = try config.size("hidden_size")
        forward = try config.size("intermediate_size")
        heads = try config.size("num_attention_heads")
        keyHeads = try config.size("num_key_value_heads", or: heads)
        vocabulary = try config.size("vocab_size")
        if let given = try config.optionalSize("head_dim") {
            headLength = given
        } else {
            guard width % heads == 0 else { throw .setting("num_attention_heads", "does not divide `hidden_size`") }
            headLength = width / heads
        }
        guard heads % keyHeads == 0 else {
            throw .setting("num_key_value_heads", "does not divide `num_attention_heads`")
        }
        guard headLength % 2 == 0 else { throw .setting("head_dim", "is odd, and rotary positions need pairs") }
    }

    /// The tensors of every layer and those around them.
    /// - Parameters:
    ///   - isTurned: whether llama.cpp wants the rows of `q` and `k` in turns.
    ///   - hasHeadNorms: whether `q` and `k` are normalised in each head.
    func weights(isTurned: Bool, hasHeadNorms: Bool = false) -> [WeightRule] {
        var rules = [
            WeightRule(
                source: "model.embed_tokens.weight", target: "token_embd.weight", shape: [vocabulary, width],
                role: .embedding),
            WeightRule(source: "model.norm.weight", target: "output_norm.weight", shape: [width]),
            WeightRule(
                source: "lm_head.weight", target: "output.weight", shape: [vocabulary, width], isOptional: true,
                role: .output),
        ]
        for layer in 0..<layers { rules += self.layer(layer, isTurned, hasHeadNorms) }
        return rules
    }

    private func layer(_ layer: Int, _ isTurned: Bool, _ hasHeadNorms: Bool) -> [WeightRule] {
        let (here, there) = ("model.layers.\(layer)", "blk.\(layer)")
        let (query, key) = (heads * headLength, keyHeads * headLength)
        func matrix(
            _ name: String, _ target: String, _ rows: Int64, _ columns: Int64, _ order: WeightRule.Order = .asItIs
        ) -> [WeightRule] {
            [
                WeightRule(
                    source: "\(here).\(name).weight", target: "\(there).\(target).weight", shape: [rows, columns],
                    order: order),
                WeightRule(
                    source: "\(here).\(name).bias", target: "\(there).\(target).bias", shape: [rows], order: order,
                    isOptional: true),
            ]
        }
        func norm(_ name: String, _ target: String, _ length: Int64) -> WeightRule {
            WeightRule(source: "\(here).\(name).weight", target: "\(there).\(target).weight", shape: [length])
        }
        let norms =
            hasHeadNorms
            ? [
                norm("self_attn.q_norm", "attn_q_norm", headLength),
                norm("self_attn.k_norm", "attn_k_norm", headLength),
            ] : []
        return matrix("self_attn.q_proj", "attn_q", query, width, isTurned ? .interleaved(heads: heads) : .asItIs)
            + matrix("self_attn.k_proj", "attn_k", key, width, isTurned ? .interleaved(heads: keyHeads) : .asItIs)
            + matrix("self_attn.v_proj", "attn_v", key, width)
            + matrix("self_attn.o_proj", "attn_output", width, query)
            + matrix("mlp.gate_proj", "ffn_gate", forward, width) + matrix("mlp.up_proj", "ffn_up", forward, width)
            + matrix("mlp.down_proj", "ffn_down", width, forward) + norms
            + [norm("input_layernorm", "attn_norm", width), norm("post_attention_layernorm", "ffn_norm", width)]
    }

    /// What every decoder of the kind says of itself.
    func describe(_ config: ModelConfig, _ name: String, into metadata: inout Metadata) throws(ConversionError) {
        metadata.add("\(name).block_count", size: Int64(layers))
        metadata.add("\(name).context_length", size: try config.size("max_position_embeddings"))
        metadata.add("\(name).embedding_length", size: width)
        metadata.add("\(name).feed_forward_length", size: forward)
        metadata.add("\(name).attention.head_count", size: heads)
        metadata.add("\(name).attention.head_count_kv", size: keyHeads)
        try RotaryPositions(config).describe(name, into: &metadata)
        metadata.add(
            "\(name).attention.layer_norm_rms_epsilon", .float(Float(try config.number("rms_norm_eps", or: 1e-6))))
    }

    func describeHeads(_ name: String, into metadata: inout Metadata) {
        metadata.add("\(name).attention.key_length", size: headLength)
        metadata.add("\(name).attention.value_length", size: headLength)
    }
}
