import Hub

/// How numbers are stored in a GGUF file that is written here.
package enum WeightType: String, Hashable, Sendable, CaseIterable {
    case f32 = "F32"
    case f16 = "F16"
    case bf16 = "BF16"
    case q8 = "Q8_0"
    case q4 = "Q4_0"

    package init?(label: String) { self.init(rawValue: label) }
    package var label: String { rawValue }

    /// Its number in ggml.
    var code: UInt32 {
        switch self {
        case .f32: 0
        case .f16: 1
        case .bf16: 30
        case .q8: 8
        case .q4: 2
        }
    }

    /// The number in `general.file_type` of a file whose matrices are so.
    var fileType: UInt32 {
        switch self {
        case .f32: 0
        case .f16: 1
        case .bf16: 32
        case .q8: 7
        case .q4: 2
        }
    }

    /// Weights that share a scale, and the bytes they take together.
    var block: (weights: Int, bytes: Int) {
        switch self {
        case .f32: (1, 4)
        case .f16, .bf16: (1, 2)
        case .q8: (32, 34)
        case .q4: (32, 18)
        }
    }

    /// Bytes of so many weights, which are whole blocks.
    func bytes(of weights: Int64) -> Int64 { weights / Int64(block.weights) * Int64(block.bytes) }

    /// Appends the weights; their number is one of whole blocks.
    func append(_ weights: [Float], to bytes: inout [UInt8]) {
        switch self {
        case .f32: for weight in weights { bytes.append(little: weight.bitPattern) }
        case .f16: for weight in weights { bytes.append(little: Half.bits(of: weight)) }
        case .bf16: for weight in weights { bytes.append(little: Brain.bits(of: weight)) }
        case .q8: Q8.append(weights, to: &bytes)
        case .q4: Q4.append(weights, to: &bytes)
        }
    }
}

extension [UInt8] {
    /// Appends a number, its lowest byte first.
    @inline(__always)
    mutating func append(little number: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
    }
}
