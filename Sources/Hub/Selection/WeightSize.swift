package import Domain

/// What running a model loads, as far as its row in a list tells.
package struct WeightSize: Hashable, Sendable {
    /// Where the number comes from.
    package enum Basis: Hashable, Sendable {
        /// The files were counted.
        case files
        /// Parameters by the type of their tensors, from safetensors headers.
        case tensors
        /// The parameters of a GGUF header, at the bits of `Q4_K_M`.
        case fourBits
    }

    package let bytes: ByteCount
    package let basis: Basis

    /// Bits per weight of `Q4_K_M`: llama.cpp's `quantize` prints 4.89 for a llama of eight billion.
    private static let bitsOfQ4KM = 4.89

    /// Nil when the row does not tell enough; a tensor type nobody here knows makes the whole unknown.
    package init?(_ row: RepositorySummary) {
        if let bytes = row.weightBytes {
            (self.bytes, basis) = (bytes, .files)
        } else if let types = row.parameters?.byType, !types.isEmpty {
            var bits = 0.0
            for (type, count) in types {
                guard let width = Self.bits[type.uppercased()], count >= 0 else { return nil }
                bits += Double(count) * width
            }
            guard bits < 1e18 else { return nil }
            (bytes, basis) = (ByteCount(Int64(bits / 8)), .tensors)
        } else if let count = row.gguf?.parameters, (1...1_000_000_000_000_000).contains(count) {
            (bytes, basis) = (ByteCount(Int64(Double(count) * Self.bitsOfQ4KM / 8)), .fourBits)
        } else {
            return nil
        }
    }

    /// The weights among files: the smallest quantisation where they offer several; nil when there are none.
    package static func counted(_ files: [SelectableFile]) -> ByteCount? {
        let whole = try? Selection(from: files, choice: FileChoice())  // no files, or parts are missing: not known
        if let smallest = whole?.available.first { return smallest.size }
        let weights = files.filter { [.model, .otherWeights].contains(FileRole($0)) }
        return weights.isEmpty ? nil : weights.map(\.size).total()
    }

    private static let bits: [String: Double] = [
        "F64": 64, "I64": 64, "U64": 64, "F32": 32, "I32": 32, "U32": 32, "F16": 16, "BF16": 16, "I16": 16, "U16": 16,
        "F8_E4M3": 8, "F8_E5M2": 8, "F8_E8M0": 8, "I8": 8, "U8": 8, "BOOL": 8, "F4": 4,
    ]
}
