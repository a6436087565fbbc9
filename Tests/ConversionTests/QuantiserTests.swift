import Testing

@testable import Conversion

/// The numbers of a file are bit for bit those of the reference.
struct QuantiserTests {
    private func stored(_ block: RecordedBlocks.Block, as type: WeightType) throws -> [UInt8] {
        let bytes = try #require([UInt8](hex: block.weights))
        let weights = stride(from: 0, to: bytes.count, by: 4).map { start in
            Float(bitPattern: bytes[start..<start + 4].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) })
        }
        var stored: [UInt8] = []
        type.append(weights, to: &stored)
        return stored
    }

    @Test(arguments: RecordedBlocks.all)
    func `single precision is written as it is`(block: RecordedBlocks.Block) throws {
        #expect(try stored(block, as: .f32) == [UInt8](hex: block.weights))
    }

    @Test(arguments: RecordedBlocks.all)
    func `half precision is the reference's`(block: RecordedBlocks.Block) throws {
        #expect(try stored(block, as: .f16) == [UInt8](hex: block.half))
    }

    @Test(arguments: RecordedBlocks.all)
    func `brain floats are the reference's`(block: RecordedBlocks.Block) throws {
        #expect(try stored(block, as: .bf16) == [UInt8](hex: block.brain))
    }

    @Test(arguments: RecordedBlocks.all)
    func `eight bits are the reference's`(block: RecordedBlocks.Block) throws {
        #expect(try stored(block, as: .q8) == [UInt8](hex: block.q8))
    }

    @Test(arguments: RecordedBlocks.all)
    func `four bits are the reference's`(block: RecordedBlocks.Block) throws {
        #expect(try stored(block, as: .q4) == [UInt8](hex: block.q4))
    }

    @Test(arguments: [WeightType.q8, .q4])
    func `weights that are no numbers harm nothing`(type: WeightType) {
        let hostile: [Float] = [.nan, .infinity, -.infinity, .greatestFiniteMagnitude, .leastNonzeroMagnitude]
        for weight in hostile {
            var weights = [Float](repeating: 0.5, count: 32)
            weights[5] = weight
            var stored: [UInt8] = []
            type.append(weights, to: &stored)
            #expect(stored.count == type.block.bytes)
        }
    }
}

extension [UInt8] {
    /// From pairs of hexadecimal digits; nil for anything else.
    init?(hex: String) {
        let digits = Array(hex.utf8)
        var bytes: [UInt8] = []
        for start in stride(from: 0, to: digits.count, by: 2) {
            guard let byte = UInt8(String(decoding: digits[start..<start + 2], as: UTF8.self), radix: 16) else {
                return nil
            }
            bytes.append(byte)
        }
        self = bytes
    }
}
