/// Half precision by its bits. Swift's own `Float16` is not on every machine Roost is built for.
enum Half {
    /// The nearest half, the even one of two; what is too large becomes infinite.
    @inline(__always)
    static func bits(of number: Float) -> UInt16 {
        let bits = number.bitPattern
        let sign = UInt16(truncatingIfNeeded: bits >> 16) & 0x8000
        let magnitude = bits & 0x7FFF_FFFF
        if magnitude > 0x7F80_0000 { return sign | 0x7C00 | max(1, UInt16((magnitude & 0x7F_FFFF) >> 13)) }
        // 65520 is half-way between the largest half and the next that would be.
        if magnitude >= 0x477F_F000 { return sign | 0x7C00 }
        if magnitude < 0x3880_0000 { return sign | subnormal(magnitude) }
        let rebased = magnitude - 0x3800_0000
        let rounded = rebased + 0xFFF + (rebased >> 13 & 1)
        return sign | UInt16(truncatingIfNeeded: rounded >> 13)
    }

    /// A number below the smallest normal half, as a multiple of the smallest half there is.
    private static func subnormal(_ magnitude: UInt32) -> UInt16 {
        let exponent = magnitude >> 23
        guard exponent >= 102 else { return 0 }
        let significand = magnitude & 0x7F_FFFF | 0x80_0000
        let shift = 126 - exponent
        let (half, rest) = (significand >> shift, significand & ((1 << shift) - 1))
        let middle: UInt32 = 1 << (shift - 1)
        let isUp = rest > middle || (rest == middle && half & 1 == 1)
        return UInt16(truncatingIfNeeded: half + (isUp ? 1 : 0))
    }

    /// The number that a half is; every half is one of single precision.
    @inline(__always)
    static func float(_ bits: UInt16) -> Float {
        let sign = UInt32(bits & 0x8000) << 16
        let exponent = UInt32(bits >> 10 & 0x1F)
        let fraction = UInt32(bits & 0x3FF)
        switch exponent {
        case 0:
            let value = Float(fraction) * 0x1p-24
            return Float(bitPattern: sign | value.bitPattern)
        case 0x1F: return Float(bitPattern: sign | 0x7F80_0000 | fraction << 13)
        default: return Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
        }
    }
}
