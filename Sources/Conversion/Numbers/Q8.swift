/// `Q8_0`: thirty-two weights share a scale in half precision and are eight bits each.
///
/// The same bits as ggml's `quantize_row_q8_0_ref` and `gguf.quants`.
enum Q8 {
    static func append(_ weights: [Float], to bytes: inout [UInt8]) {
        for start in stride(from: 0, to: weights.count, by: 32) {
            var most: Float = 0
            for index in start..<start + 32 {
                let magnitude = weights[index].magnitude
                // What is no number must not be lost among those that are.
                if magnitude > most || magnitude.isNaN { most = magnitude }
                if most.isNaN { break }
            }
            let scale = most / 127
            let inverse: Float = scale == 0 ? 0 : 1 / scale
            bytes.append(little: Half.bits(of: scale))
            for index in start..<start + 32 { bytes.append(UInt8(bitPattern: rounded(weights[index] * inverse))) }
        }
    }

    /// Halves go away from zero; what is no number becomes zero.
    @inline(__always)
    private static func rounded(_ number: Float) -> Int8 {
        let magnitude = number.magnitude
        let floor = magnitude.rounded(.down)
        let whole = floor + (2 * (magnitude - floor)).rounded(.down)
        guard whole.isFinite else { return 0 }
        return Int8(truncatingIfNeeded: Int(number < 0 ? -whole : whole))
    }
}
