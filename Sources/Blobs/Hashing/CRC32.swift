import CDeflate

/// The CRC-32 of zip and gzip, fed piece by piece.
package struct CRC32: Hashable, Sendable {
    /// The checksum of what was fed so far.
    package private(set) var value: UInt32 = 0

    package init() {}

    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        // libdeflate reads "no address" as "give me the first value", which would forget what was fed.
        guard let start = bytes.baseAddress, !bytes.isEmpty else { return }
        value = libdeflate_crc32(value, start, bytes.count)
    }

    package static func of(_ bytes: [UInt8]) -> UInt32 {
        var crc = CRC32()
        bytes.withUnsafeBytes { crc.update($0) }
        return crc.value
    }

    /// The checksum of two pieces put together, from the checksum of each and the length of the second in bytes.
    ///
    /// Appending n bytes multiplies the first checksum by x^(8n) in GF(2)[x] modulo the CRC's polynomial.
    package static func combine(_ first: UInt32, _ second: UInt32, lengthOfSecond: Int64) -> UInt32 {
        var shift: UInt32 = 1 << 31  // x^0; the highest bit is the lowest power
        var square: UInt32 = 1 << 23  // x^8: one byte
        var length = UInt64(max(0, lengthOfSecond))
        while length > 0 {
            if length & 1 == 1 { shift = product(shift, square) }
            square = product(square, square)
            length >>= 1
        }
        return product(first, shift) ^ second
    }

    /// Multiplies two polynomials modulo x^32 + x^26 + … + 1, bits in reflected order.
    private static func product(_ left: UInt32, _ right: UInt32) -> UInt32 {
        var sum: UInt32 = 0
        var shifted = right
        for bit in stride(from: 31, through: 0, by: -1) {
            if left >> UInt32(bit) & 1 == 1 { sum ^= shifted }
            shifted = shifted & 1 == 1 ? shifted >> 1 ^ 0xEDB8_8320 : shifted >> 1
        }
        return sum
    }
}
