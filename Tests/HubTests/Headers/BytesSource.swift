import Hub

/// A source in memory that remembers what was asked of it.
actor BytesSource: RangeReading {
    nonisolated let size: Int64
    private let bytes: [UInt8]
    private let lag: Int
    private(set) var ranges: [Range<Int64>] = []

    /// `size` may claim more than there is; `lag` bytes are left out of every answer.
    init(_ bytes: [UInt8], size: Int64? = nil, lag: Int = 0) {
        self.bytes = bytes
        self.size = size ?? Int64(bytes.count)
        self.lag = lag
    }

    func read(_ range: Range<Int64>) async throws -> [UInt8] {
        ranges.append(range)
        let end = min(Int64(bytes.count), range.upperBound)
        guard range.lowerBound < end else { return [] }
        return Array(bytes[Int(range.lowerBound)..<Int(end)].dropLast(lag))
    }
}

/// SplitMix64: the same numbers for the same seed on every machine.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
