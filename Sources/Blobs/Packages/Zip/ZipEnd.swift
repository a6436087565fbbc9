/// The records that close a zip file: where its central directory is and how many entries that has.
struct ZipEnd: Hashable {
    let entries: Int
    let directoryOffset: Int64
    let directoryLength: Int64

    /// Whether a number does not fit the old record.
    private var needsZip64: Bool {
        entries >= Int(ZipFormat.elsewhere16) || directoryOffset >= Int64(ZipFormat.elsewhere32)
            || directoryLength >= Int64(ZipFormat.elsewhere32)
    }

    var length: Int { ZipFormat.endLength + (needsZip64 ? ZipFormat.end64Length + ZipFormat.locatorLength : 0) }

    var bytes: [UInt8] {
        var record = LittleEndianWriter(capacity: length)
        if needsZip64 { putZip64(into: &record) }
        record.put(ZipFormat.endSignature)
        record.put(UInt16(0))  // this disk
        record.put(UInt16(0))  // the directory's disk
        record.put(UInt16(clamping: entries))
        record.put(UInt16(clamping: entries))
        record.put(UInt32(clamping: directoryLength))
        record.put(UInt32(clamping: directoryOffset))
        record.put(UInt16(0))  // no comment
        return record.bytes
    }

    private func putZip64(into record: inout LittleEndianWriter) {
        record.put(ZipFormat.end64Signature)
        record.put(UInt64(ZipFormat.end64Length - 12))
        record.put(ZipFormat.madeBy)
        record.put(ZipFormat.zip64Version)
        record.put(UInt32(0))  // this disk
        record.put(UInt32(0))  // the directory's disk
        record.put(UInt64(entries))
        record.put(UInt64(entries))
        record.put(UInt64(directoryLength))
        record.put(UInt64(directoryOffset))
        record.put(ZipFormat.locatorSignature)
        record.put(UInt32(0))  // the disk of the record above
        record.put(UInt64(directoryOffset + directoryLength))
        record.put(UInt32(1))  // disks in all
    }
}
