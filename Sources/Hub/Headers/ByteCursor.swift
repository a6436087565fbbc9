/// Reads numbers and texts from the beginning of a file without ever leaving the bytes at hand.
struct ByteCursor {
    let bytes: [UInt8]
    let fileSize: Int64
    let format: HeaderFormat
    var isBigEndian = false
    private(set) var offset = 0

    init(_ bytes: [UInt8], fileSize: Int64, format: HeaderFormat) {
        self.bytes = bytes
        self.fileSize = fileSize
        self.format = format
    }

    /// Moves over `count` bytes and gives the place where they begin.
    mutating func take(_ count: UInt64) throws(HeaderStop) -> Range<Int> {
        guard count <= UInt64(max(0, fileSize - Int64(offset))) else {
            throw .failed(.truncated(format, offset: Int64(offset)))
        }
        guard count <= UInt64(bytes.count - offset) else { throw .needsMore }
        let start = offset
        offset += Int(count)
        return start..<offset
    }

    mutating func integer<Number: FixedWidthInteger & BitwiseCopyable>(
        _ type: Number.Type = Number.self
    ) throws(HeaderStop) -> Number {
        let range = try take(UInt64(MemoryLayout<Number>.size))
        let raw = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: range.lowerBound, as: Number.self) }
        return isBigEndian ? Number(bigEndian: raw) : Number(littleEndian: raw)
    }

    /// An error about what was read last.
    func malformed(_ what: String, back count: Int = 0) -> HeaderStop {
        .failed(.malformed(format, offset: Int64(offset - count), what))
    }

    func tooLarge(_ what: String, limit: some BinaryInteger) -> HeaderStop {
        .failed(.tooLarge(format, offset: Int64(offset), what: what, limit: Int64(clamping: limit)))
    }
}
