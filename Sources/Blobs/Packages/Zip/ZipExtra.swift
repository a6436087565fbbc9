/// The extra fields of an entry, of which only zip64's matters.
struct ZipExtra {
    /// The numbers that did not fit their own fields; empty when all did.
    let zip64: LittleEndianReader

    init(_ bytes: ArraySlice<UInt8>) throws(PackageFault) {
        var reader = LittleEndianReader(bytes)
        var found: LittleEndianReader?
        while reader.count > 0 {
            let kind = try reader.take(UInt16.self)
            let content = try reader.take(Int(try reader.take(UInt16.self)))
            guard kind == ZipFormat.zip64Field else { continue }
            guard found == nil else { throw .inconsistent("an entry has two zip64 fields") }
            found = LittleEndianReader(content)
        }
        zip64 = found ?? LittleEndianReader([])
    }
}
