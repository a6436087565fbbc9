/// One entry of a zip file in the making: its records follow from these five values alone.
struct ZipMember {
    let name: String
    let size: Int64
    let crc32: UInt32
    /// Where its local header begins in the file.
    let offset: Int64
    /// Whether its data begins at a multiple of `ZipFormat.alignment`.
    let isAligned: Bool

    private var isLarge: Bool { size >= Int64(ZipFormat.elsewhere32) }
    private var isFar: Bool { offset >= Int64(ZipFormat.elsewhere32) }
    private var shortSize: UInt32 { isLarge ? ZipFormat.elsewhere32 : UInt32(size) }

    /// The length of the local header with its name and extra fields.
    var localLength: Int { ZipFormat.localLength + name.utf8.count + localZip64Length + paddingLength }

    /// The length of its record in the central directory.
    var centralLength: Int { ZipFormat.centralLength + name.utf8.count + centralZip64Length }

    private var localZip64Length: Int { isLarge ? 20 : 0 }
    private var centralZip64Length: Int { isLarge || isFar ? 4 + (isLarge ? 16 : 0) + (isFar ? 8 : 0) : 0 }

    /// The length of the field that moves the data to the next multiple; zero when it is there already.
    private var paddingLength: Int {
        guard isAligned else { return 0 }
        let start = offset + Int64(ZipFormat.localLength + name.utf8.count + localZip64Length)
        let gap = Int((ZipFormat.alignment - start % ZipFormat.alignment) % ZipFormat.alignment)
        return gap == 0 || gap >= ZipFormat.alignmentHeader ? gap : gap + Int(ZipFormat.alignment)
    }

    var localHeader: [UInt8] {
        var record = LittleEndianWriter(capacity: localLength)
        record.put(ZipFormat.localSignature)
        putCommon(into: &record, needsZip64: isLarge)
        record.put(UInt16(localZip64Length + paddingLength))
        record.put(name)
        if isLarge {
            record.put(ZipFormat.zip64Field)
            record.put(UInt16(16))
            record.put(UInt64(size))
            record.put(UInt64(size))
        }
        if paddingLength > 0 {
            record.put(ZipFormat.alignmentField)
            record.put(UInt16(paddingLength - 4))
            record.put(UInt16(ZipFormat.alignment))
            record.putZeros(paddingLength - ZipFormat.alignmentHeader)
        }
        return record.bytes
    }

    var centralRecord: [UInt8] {
        var record = LittleEndianWriter(capacity: centralLength)
        record.put(ZipFormat.centralSignature)
        record.put(ZipFormat.madeBy)
        putCommon(into: &record, needsZip64: isLarge || isFar)
        record.put(UInt16(centralZip64Length))
        record.put(UInt16(0))  // no comment
        record.put(UInt16(0))  // disk
        record.put(UInt16(0))  // not text
        record.put(ZipFormat.attributes)
        record.put(isFar ? ZipFormat.elsewhere32 : UInt32(offset))
        record.put(name)
        if isLarge || isFar {
            record.put(ZipFormat.zip64Field)
            record.put(UInt16(centralZip64Length - 4))
            if isLarge {
                record.put(UInt64(size))
                record.put(UInt64(size))
            }
            if isFar { record.put(UInt64(offset)) }
        }
        return record.bytes
    }

    /// What both records have in common: from the version to the length of the name.
    private func putCommon(into record: inout LittleEndianWriter, needsZip64: Bool) {
        record.put(needsZip64 ? ZipFormat.zip64Version : ZipFormat.plainVersion)
        record.put(ZipFormat.flags)
        record.put(ZipFormat.stored)
        record.put(ZipFormat.time)
        record.put(ZipFormat.date)
        record.put(crc32)
        record.put(shortSize)
        record.put(shortSize)
        record.put(UInt16(name.utf8.count))
    }
}
