/// Writes GGUF files, honest and otherwise.
struct GGUFWriter {
    indirect enum Value {
        case uint8(UInt8), int8(Int8), uint16(UInt16), int16(Int16), uint32(UInt32), int32(Int32), float32(Float)
        case bool(UInt8), string(String), uint64(UInt64), int64(Int64), float64(Double)
        case array(type: UInt32, count: UInt64, [Value])
    }
    struct Tensor {
        var name: String
        var dimensions: [UInt64]
        var type: UInt32 = 0
        var offset: UInt64
    }

    var version: UInt32 = 3
    var isBigEndian = false
    var keys: [(String, Value)] = []
    var tensors: [Tensor] = []
    var tensorCount: UInt64?
    var keyCount: UInt64?
    var alignment = 32
    var dataBytes = 0

    func bytes() -> [UInt8] {
        var out = Array("GGUF".utf8)
        put(version, &out)
        putLength(tensorCount ?? UInt64(tensors.count), &out)
        putLength(keyCount ?? UInt64(keys.count), &out)
        for (key, value) in keys {
            putString(key, &out)
            put(Self.type(value), &out)
            putValue(value, &out)
        }
        for tensor in tensors {
            putString(tensor.name, &out)
            put(UInt32(tensor.dimensions.count), &out)
            for dimension in tensor.dimensions { putLength(dimension, &out) }
            put(tensor.type, &out)
            put(tensor.offset, &out)
        }
        if dataBytes > 0 {
            while out.count % alignment != 0 { out.append(0) }
            out += [UInt8](repeating: 7, count: dataBytes)
        }
        return out
    }

    private func put(_ number: some FixedWidthInteger, _ out: inout [UInt8]) {
        withUnsafeBytes(of: isBigEndian ? number.bigEndian : number.littleEndian) { out += $0 }
    }

    private func putLength(_ length: UInt64, _ out: inout [UInt8]) {
        if version == 1 { put(UInt32(truncatingIfNeeded: length), &out) } else { put(length, &out) }
    }

    private func putString(_ text: String, _ out: inout [UInt8]) {
        putLength(UInt64(text.utf8.count), &out)
        out += Array(text.utf8)
    }

    private func putValue(_ value: Value, _ out: inout [UInt8]) {
        switch value {
        case .uint8(let number), .bool(let number): put(number, &out)
        case .int8(let number): put(number, &out)
        case .uint16(let number): put(number, &out)
        case .int16(let number): put(number, &out)
        case .uint32(let number): put(number, &out)
        case .int32(let number): put(number, &out)
        case .uint64(let number): put(number, &out)
        case .int64(let number): put(number, &out)
        case .float32(let number): put(number.bitPattern, &out)
        case .float64(let number): put(number.bitPattern, &out)
        case .string(let text): putString(text, &out)
        case .array(let type, let count, let values):
            put(type, &out)
            putLength(count, &out)
            for value in values { putValue(value, &out) }
        }
    }

    private static func type(_ value: Value) -> UInt32 {
        switch value {
        case .uint8: 0
        case .int8: 1
        case .uint16: 2
        case .int16: 3
        case .uint32: 4
        case .int32: 5
        case .float32: 6
        case .bool: 7
        case .string: 8
        case .array: 9
        case .uint64: 10
        case .int64: 11
        case .float64: 12
        }
    }
}

extension GGUFWriter {
    /// A small llama with everything in it that Roost reads.
    static var llama: GGUFWriter {
        var writer = GGUFWriter()
        let tokens = (0..<40).map { Value.string("token \($0)") }
        writer.keys = [
            ("general.architecture", .string("llama")), ("general.name", .string("Tiny")),
            ("general.file_type", .uint32(15)), ("general.license", .string("apache-2.0")),
            ("general.license.link", .string("https://example.org/license")),
            ("general.base_model.count", .uint32(1)), ("general.base_model.0.name", .string("Base")),
            ("general.base_model.0.organization", .string("Org")),
            ("general.base_model.0.repo_url", .string("https://huggingface.co/org/base")),
            ("llama.context_length", .uint32(4096)), ("llama.embedding_length", .uint32(64)),
            ("llama.block_count", .uint32(2)), ("llama.feed_forward_length", .uint32(128)),
            ("llama.attention.head_count", .uint32(4)), ("llama.attention.head_count_kv", .uint32(2)),
            ("llama.rope.freq_base", .float32(10000)), ("tokenizer.ggml.model", .string("llama")),
            ("tokenizer.ggml.tokens", .array(type: 8, count: 40, tokens)),
            ("tokenizer.chat_template", .string("{{ messages }}")),
            ("tokenizer.chat_template.tool_use", .string("{{ tools }}")),
        ]
        writer.tensors = [
            Tensor(name: "token_embd.weight", dimensions: [64, 4], type: 0, offset: 0),
            Tensor(name: "blk.0.attn_q.weight", dimensions: [64, 2], type: 8, offset: 1024),
            Tensor(name: "output_norm.weight", dimensions: [64], type: 1, offset: 1184),
        ]
        writer.dataBytes = 1184 + 128
        return writer
    }
}
