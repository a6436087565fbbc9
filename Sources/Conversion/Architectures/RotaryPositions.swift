import Glibc

/// How far apart the rotations of positions are, and how they are stretched for longer contexts.
struct RotaryPositions: Sendable {
    private let parameters: JSONTree?
    private let kind: String?
    let base: Double

    init(_ config: ModelConfig) throws(ConversionError) {
        parameters = config["rope_parameters"] ?? config["rope_scaling"]
        kind = (parameters?["rope_type"] ?? parameters?["type"])?.string?.lowercased()
        if let given = parameters?["rope_theta"]?.number {
            base = given
        } else {
            base = try config.number("rope_theta", or: 10_000)
        }
    }

    func describe(_ name: String, into metadata: inout Metadata) throws(ConversionError) {
        switch kind {
        case nil, "default", "llama3": break
        case "linear", "yarn":
            guard let factor = parameters?["factor"]?.number else { throw .setting("rope_scaling", "has no `factor`") }
            metadata.add("\(name).rope.scaling.type", .text(Array((kind ?? "").utf8)))
            metadata.add("\(name).rope.scaling.factor", .float(Float(factor)))
            guard kind == "yarn" else { break }
            guard let original = parameters?["original_max_position_embeddings"]?.integer, original > 0 else {
                throw .setting("rope_scaling", "has no `original_max_position_embeddings`")
            }
            metadata.add("\(name).rope.scaling.original_context_length", size: original)
        default: throw .setting("rope_scaling", "is of the kind `\(kind ?? "")`, which is not converted")
        }
        metadata.add("\(name).rope.freq_base", .float(Float(base)))
    }

    /// The stretching of each pair in Llama 3's way; empty where there is none.
    ///
    /// In single precision, operation by operation, as the reference computes it.
    func factors(length: Int64) throws(ConversionError) -> [Float] {
        guard kind == "llama3" else { return [] }
        func value(_ key: String, _ usual: Double) -> Float { Float(parameters?[key]?.number ?? usual) }
        let (factor, low, high) = (value("factor", 8), value("low_freq_factor", 1), value("high_freq_factor", 4))
        let context = value("original_max_position_embeddings", 8192)
        guard factor > 0, low > 0, high > low, context > 0 else {
            throw .setting("rope_scaling", "has factors that make no sense")
        }
        return stride(from: 0, to: length, by: 2).map { index in
            let frequency = 1 / pow(Float(base), Float(index) / Float(length))
            let wave = Float(2 * Double.pi) / frequency
            if wave < context / high { return 1 }
            if wave > context / low { return factor }
            let smooth = (context / wave - low) / (high - low)
            return 1 / ((1 - smooth) / factor + smooth)
        }
    }
}
