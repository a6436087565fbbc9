/// What the local header and the central record of an entry have in common, checked against what a package may have.
struct ZipCommon {
    let crc32: UInt32
    let nameLength: Int
    /// The size, or `ZipFormat.elsewhere32`.
    private let shortSize: UInt32

    /// Takes the fields from the version needed to the length of the name.
    init(_ reader: inout LittleEndianReader) throws(PackageFault) {
        guard try reader.take(UInt16.self) <= ZipFormat.zip64Version else { throw .unsupported("a newer zip version") }
        let flags = try reader.take(UInt16.self)
        guard flags & 1 == 0 else { throw .unsupported("encryption") }
        guard flags & ~ZipFormat.flags == 0 else { throw .unsupported("data descriptors or other unusual flags") }
        guard try reader.take(UInt16.self) == ZipFormat.stored else { throw .unsupported("compressed entries") }
        _ = try reader.take(UInt32.self)  // time and date mean nothing here
        crc32 = try reader.take()
        shortSize = try reader.take()
        guard try reader.take(UInt32.self) == shortSize else {
            throw .inconsistent("a stored entry has two different sizes")
        }
        nameLength = Int(try reader.take(UInt16.self))
    }

    /// The real size; takes it from the zip64 field when it stands there.
    func size(from zip64: inout LittleEndianReader) throws(PackageFault) -> Int64 {
        guard shortSize == ZipFormat.elsewhere32 else { return Int64(shortSize) }
        let size = try zip64.takeOffset()
        guard try zip64.takeOffset() == size else { throw .inconsistent("a stored entry has two different sizes") }
        return size
    }
}
