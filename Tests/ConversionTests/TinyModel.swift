@testable import Conversion

/// A model of a few weights as its maker would publish it: every file can be changed before it is kept.
struct TinyModel {
    struct Tensor {
        let name: String
        var type = "F32"
        var shape: [Int]
        var bytes: [UInt8]
    }

    var config: [String: String]
    var tensors: [Tensor] = []
    var tokenizer: String
    var more: [String: String] = [:]

    /// A Llama of two layers, 64 wide, with 4 heads of which 2 are for keys.
    static func llama() -> TinyModel {
        var model = TinyModel(
            config: [
                "architectures": "[\"LlamaForCausalLM\"]", "hidden_size": "64", "intermediate_size": "96",
                "num_hidden_layers": "2", "num_attention_heads": "4", "num_key_value_heads": "2", "vocab_size": "8",
                "max_position_embeddings": "128", "rms_norm_eps": "1e-05", "rope_theta": "10000.0",
            ], tokenizer: bytePairs)
        model.add("model.embed_tokens.weight", [8, 64])
        model.add("model.norm.weight", [64])
        for layer in 0..<2 {
            let name = "model.layers.\(layer)"
            model.add("\(name).self_attn.q_proj.weight", [64, 64])
            model.add("\(name).self_attn.k_proj.weight", [32, 64])
            model.add("\(name).self_attn.v_proj.weight", [32, 64])
            model.add("\(name).self_attn.o_proj.weight", [64, 64])
            model.add("\(name).mlp.gate_proj.weight", [96, 64])
            model.add("\(name).mlp.up_proj.weight", [96, 64])
            model.add("\(name).mlp.down_proj.weight", [64, 96])
            model.add("\(name).input_layernorm.weight", [64])
            model.add("\(name).post_attention_layernorm.weight", [64])
        }
        return model
    }

    private static let bytePairs = #"""
        {"added_tokens": [{"id": 7, "content": "<|end|>", "special": true}],
         "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false, "use_regex": true},
         "model": {"type": "BPE", "vocab": {"a": 0, "b": 1, "c": 2, "ab": 3, "bc": 4}, "merges": ["a b", "b c"]}}
        """#

    /// Weight `i` of a tensor is `i` plus a thousand for each tensor before it, so that every one can be told.
    private mutating func add(_ name: String, _ shape: [Int]) {
        var bytes: [UInt8] = []
        let first = tensors.count * 1000
        for index in 0..<shape.reduce(1, *) { bytes.append(little: Float(first + index).bitPattern) }
        tensors.append(Tensor(name: name, shape: shape, bytes: bytes))
    }

    mutating func change(_ name: String, _ change: (inout Tensor) -> Void) {
        for index in tensors.indices where tensors[index].name == name { change(&tensors[index]) }
    }

    /// The files by their names.
    var files: [String: [UInt8]] {
        let members = config.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }
        var files = [
            "config.json": Array("{\(members.joined(separator: ", "))}".utf8), "tokenizer.json": Array(tokenizer.utf8),
            "model.safetensors": Self.safetensors(tensors), "LICENSE": Array("terms\n".utf8),
            "README.md": Array("---\nlicense: mit\n---\n# Tiny\n\nIt is tiny.\n".utf8),
        ]
        for (name, text) in more { files[name] = Array(text.utf8) }
        return files
    }

    static func safetensors(_ tensors: [Tensor]) -> [UInt8] {
        var offset = 0
        let entries = tensors.map { tensor in
            let start = offset
            offset += tensor.bytes.count
            return "\"\(tensor.name)\":{\"dtype\":\"\(tensor.type)\",\"shape\":\(tensor.shape),"
                + "\"data_offsets\":[\(start),\(offset)]}"
        }
        let header = Array("{\(entries.joined(separator: ","))}".utf8)
        var bytes: [UInt8] = []
        bytes.append(little: UInt64(header.count))
        return bytes + header + tensors.flatMap(\.bytes)
    }
}
