/// What the weights of a converted model are stored as.
package enum OutputType: Hashable, Sendable {
    case native(WeightType)
    /// Made by `llama-quantize` out of half precision; the label is llama.cpp's, such as `Q4_K_M`.
    case foreign(String)

    /// In the order from large to small.
    package static let native = ["f32", "f16", "bf16", "q8_0", "q4_0"]
    package static let foreign = [
        "q6_k", "q5_k_m", "q5_k_s", "q4_k_m", "q4_k_s", "q3_k_l", "q3_k_m", "q3_k_s", "q2_k",
    ]

    package init(named name: String) throws(ConversionError) {
        let name = name.lowercased()
        if let type = WeightType(label: name.uppercased()), Self.native.contains(name) {
            self = .native(type)
        } else if Self.foreign.contains(name) {
            self = .foreign(name.uppercased())
        } else {
            throw .targetUnknown(String(name.prefix(40)))
        }
    }

    /// As it stands in file names: `Q8_0`.
    package var label: String {
        switch self {
        case .native(let type): type.label
        case .foreign(let label): label
        }
    }
}
