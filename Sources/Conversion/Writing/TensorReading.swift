import Blobs
import Hub

/// Reads the weights of one tensor in the order in which they are written.
struct TensorReading: Sendable {
    let source: SourceTensor
    let order: WeightRule.Order

    private var width: Int64 { source.header.type.bits / 8 }

    /// The bytes of so many weights, as they stand in the file. Blocks.
    func bytes(_ weights: Range<Int64>) throws -> [UInt8] {
        let count = weights.count * Int(width)
        return try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            let space = UnsafeMutableRawBufferPointer(buffer)
            switch order {
            case .asItIs: try read(at: weights.lowerBound, into: space)
            case .interleaved(let heads): try readTurned(weights, heads: heads, into: space)
            }
            filled = count
        }
    }

    /// - Parameter weight: the first that is read, counted in the file.
    private func read(at weight: Int64, into space: UnsafeMutableRawBufferPointer) throws {
        let offset = source.header.range.lowerBound + weight * width
        guard try source.reader.read(at: offset, into: space) == space.count else {
            throw BlobError.damaged(source.reader.digest, found: "it became shorter while it was read")
        }
    }

    /// Row `2i` of a head comes from its first half, row `2i + 1` from its second.
    private func readTurned(
        _ weights: Range<Int64>, heads: Int64, into space: UnsafeMutableRawBufferPointer
    ) throws {
        let rows = source.header.shape[0]
        let length = source.header.elements / rows
        let perHead = rows / heads
        var next = weights.lowerBound
        while next < weights.upperBound {
            let (row, column) = (next / length, next % length)
            let inside = row % perHead
            let from = row - inside + inside % 2 * (perHead / 2) + inside / 2
            let count = min(length - column, weights.upperBound - next)
            let start = Int((next - weights.lowerBound) * width)
            try read(
                at: from * length + column,
                into: UnsafeMutableRawBufferPointer(rebasing: space[start..<start + Int(count * width)]))
            next += count
        }
    }

    /// The same as numbers.
    func numbers(_ bytes: [UInt8]) -> [Float] {
        bytes.withUnsafeBytes { raw in
            let halves = { (index: Int) in
                UInt16(littleEndian: raw.loadUnaligned(fromByteOffset: 2 * index, as: UInt16.self))
            }
            return switch source.header.type {
            case .f16: (0..<raw.count / 2).map { Half.float(halves($0)) }
            case .bf16: (0..<raw.count / 2).map { Brain.float(halves($0)) }
            default:
                (0..<raw.count / 4).map { index in
                    Float(
                        bitPattern: UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)))
                }
            }
        }
    }

    /// Whether the bytes of the file are those that are written.
    func isCopied(as type: WeightType) -> Bool {
        switch (source.header.type, type) {
        case (.f32, .f32), (.f16, .f16): true
        default: false
        }
    }
}
