/// Builds a record of a zip file, whose numbers are all little-endian.
struct LittleEndianWriter {
    private(set) var bytes: [UInt8] = []

    init(capacity: Int) { bytes.reserveCapacity(capacity) }

    mutating func put(_ value: some FixedWidthInteger) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func put(_ text: String) { bytes.append(contentsOf: text.utf8) }
    mutating func putZeros(_ count: Int) { bytes.append(contentsOf: repeatElement(0, count: count)) }
}

/// Reads such a record; never beyond its end.
struct LittleEndianReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }
    init(_ bytes: [UInt8]) { rest = bytes[...] }

    var count: Int { rest.count }

    mutating func take<Number: FixedWidthInteger>(_: Number.Type = Number.self) throws(PackageFault) -> Number {
        var number: Number = 0
        for (index, byte) in try take(Number.bitWidth / 8).enumerated() {
            number |= Number(truncatingIfNeeded: byte) << Number(index * 8)
        }
        return number
    }

    mutating func take(_ count: Int) throws(PackageFault) -> ArraySlice<UInt8> {
        guard count >= 0, count <= rest.count else { throw .inconsistent("a record is cut short") }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    /// Takes a 64-bit number that must be a possible length or position in a file.
    mutating func takeOffset() throws(PackageFault) -> Int64 {
        guard let offset = Int64(exactly: try take(UInt64.self)) else {
            throw .inconsistent("a position is beyond every file")
        }
        return offset
    }
}
