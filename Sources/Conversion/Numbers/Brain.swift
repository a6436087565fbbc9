/// The upper half of single precision, `bfloat16`, as ggml rounds to it.
enum Brain {
    /// The nearest, the even one of two; what is no number stays none.
    @inline(__always)
    static func bits(of number: Float) -> UInt16 {
        let bits = number.bitPattern
        if bits & 0x7FFF_FFFF > 0x7F80_0000 { return UInt16(truncatingIfNeeded: bits >> 16) | 64 }
        return UInt16(truncatingIfNeeded: (UInt64(bits) + 0x7FFF + UInt64(bits >> 16 & 1)) >> 16)
    }

    @inline(__always)
    static func float(_ bits: UInt16) -> Float { Float(bitPattern: UInt32(bits) << 16) }
}
