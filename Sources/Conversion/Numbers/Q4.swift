/// `Q4_0`: thirty-two weights share a scale in half precision and are four bits each.
///
/// The same bits as ggml's `quantize_row_q4_0_ref` and `gguf.quants`.
enum Q4 {
    static func append(_ weights: [Float], to bytes: inout [UInt8]) {
        for start in stride(from: 0, to: weights.count, by: 32) {
            var most: Float = 0
            // Of nothing but zeros the sign of the first counts.
            var extreme = weights[start]
            for index in start..<start + 32 {
                let weight = weights[index]
                if weight.isNaN {
                    extreme = weight
                    break
                }
                if weight.magnitude > most { (most, extreme) = (weight.magnitude, weight) }
            }
            let scale = extreme / -8
            let inverse: Float = scale == 0 ? 0 : 1 / scale
            bytes.append(little: Half.bits(of: scale))
            for index in start..<start + 16 {
                let low = quarter(weights[index] * inverse)
                let high = quarter(weights[index + 16] * inverse)
                bytes.append(low | high << 4)
            }
        }
    }

    @inline(__always)
    private static func quarter(_ number: Float) -> UInt8 {
        let shifted = number + 8.5
        guard shifted.isFinite else { return 0 }
        return UInt8(clamping: min(15, max(0, Int(shifted))))
    }
}
