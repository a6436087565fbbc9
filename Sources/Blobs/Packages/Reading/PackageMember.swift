import Domain

/// An entry of a package file, as its directory lists it and its local header confirms.
struct PackageMember: Sendable {
    let path: RepositoryPath
    let size: Int64
    let crc32: UInt32
    /// Where its local header begins.
    let offset: Int64

    /// Takes one record from the central directory.
    init(centralRecord reader: inout LittleEndianReader) throws(PackageFault) {
        guard try reader.take(UInt32.self) == ZipFormat.centralSignature else {
            throw .inconsistent("its directory is garbled")
        }
        _ = try reader.take(UInt16.self)  // made by
        let common = try ZipCommon(&reader)
        let extraLength = Int(try reader.take(UInt16.self))
        guard try reader.take(UInt16.self) == 0 else { throw .unsupported("comments") }
        guard try reader.take(UInt16.self) == 0 else { throw .unsupported("several disks") }
        _ = try reader.take(UInt16.self)  // text or not
        let attributes = try reader.take(UInt32.self)
        let shortOffset = try reader.take(UInt32.self)
        let name = String(validating: try reader.take(common.nameLength), as: UTF8.self)
        var zip64 = try ZipExtra(try reader.take(extraLength)).zip64

        guard let name, let path = RepositoryPath(name) else { throw .unsafeName(name ?? "not UTF-8") }
        let kind = attributes >> 16 & 0o170000
        guard kind == 0 || kind == 0o100000 else { throw .unsupported("an entry that is not a regular file") }
        self.path = path
        crc32 = common.crc32
        size = try common.size(from: &zip64)
        offset = shortOffset == ZipFormat.elsewhere32 ? try zip64.takeOffset() : Int64(shortOffset)
        guard zip64.count == 0 else { throw .inconsistent("a zip64 field says too much") }
    }

    /// How much of the file to read for `dataOffset`: the local header and the name.
    var headerLength: Int { ZipFormat.localLength + path.text.utf8.count }

    /// The length of the extra fields that follow a local header, which must agree with the directory.
    func extraLength(afterHeader header: [UInt8]) throws(PackageFault) -> Int {
        var reader = LittleEndianReader(header)
        guard try reader.take(UInt32.self) == ZipFormat.localSignature else {
            throw .inconsistent("no entry stands where its directory says")
        }
        let common = try ZipCommon(&reader)
        let length = Int(try reader.take(UInt16.self))
        guard common.crc32 == crc32, common.nameLength == path.text.utf8.count,
            try reader.take(common.nameLength).elementsEqual(path.text.utf8)
        else { throw disagreement }
        return length
    }

    /// Compares the size in a local header and its extra fields with the directory's.
    func checkSize(header: [UInt8], extra: [UInt8]) throws(PackageFault) {
        var reader = LittleEndianReader(header)
        _ = try reader.take(UInt32.self)
        var zip64 = try ZipExtra(extra[...]).zip64
        guard try ZipCommon(&reader).size(from: &zip64) == size, zip64.count == 0 else { throw disagreement }
    }

    private var disagreement: PackageFault {
        .inconsistent("its directory and its entries disagree about \(PackageFault.shown(path.text))")
    }
}
