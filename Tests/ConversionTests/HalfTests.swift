import Testing

@testable import Conversion

struct HalfTests {
    private static let halves: [(Float, UInt16)] = [
        (65519.99, 0x7BFF), (65520, 0x7C00), (-65520, 0xFC00), (0x1p-25, 0), (0x1.000002p-25, 1), (0x1.8p-24, 2),
        (0x1p-24, 1), (1.00048828125, 0x3C00), (1.00146484375, 0x3C02), (-0.0, 0x8000), (0x1.ffffp-15, 0x0400),
    ]
    private static let brains: [(Float, UInt16)] = [
        (1, 0x3F80), (Float(bitPattern: 0x3F80_8000), 0x3F80), (Float(bitPattern: 0x3F81_8000), 0x3F82),
        (Float(bitPattern: 0x3F80_8001), 0x3F81), (.infinity, 0x7F80), (.greatestFiniteMagnitude, 0x7F80),
    ]

    @Test func `every half comes back from single precision as it was`() {
        let wrong = (UInt16.min...UInt16.max).filter { bits in
            bits & 0x7FFF <= 0x7C00 && Half.bits(of: Half.float(bits)) != bits
        }
        #expect(wrong.isEmpty)
    }

    @Test(arguments: halves)
    func `a number becomes the nearest half, the even one of two`(number: Float, bits: UInt16) {
        #expect(Half.bits(of: number) == bits)
    }

    @Test(arguments: brains)
    func `a number becomes the nearest brain float, the even one of two`(number: Float, bits: UInt16) {
        #expect(Brain.bits(of: number) == bits)
    }

    @Test func `what is no number stays none`() {
        #expect(Half.float(Half.bits(of: .nan)).isNaN)
        #expect(Brain.float(Brain.bits(of: Float(bitPattern: 0x7F80_0001))).isNaN)
    }
}
