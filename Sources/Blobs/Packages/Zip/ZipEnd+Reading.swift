extension ZipEnd {
    /// How much of the end of a file is needed to read this.
    static let lengthAtMost = ZipFormat.endLength + ZipFormat.locatorLength + ZipFormat.end64Length

    /// Reads the closing records of a file from its last bytes; they must end exactly where the file does, and the
    /// directory exactly where they begin.
    init(tail: [UInt8], fileLength: Int64) throws(PackageFault) {
        guard tail.count >= ZipFormat.endLength else { throw .notZip }
        var reader = LittleEndianReader(tail.suffix(ZipFormat.endLength))
        guard try reader.take(UInt32.self) == ZipFormat.endSignature else { throw .notZip }
        guard try reader.take(UInt32.self) == 0 else { throw .unsupported("several disks") }
        let counts = (try reader.take(UInt16.self), try reader.take(UInt16.self))
        let short = (length: try reader.take(UInt32.self), offset: try reader.take(UInt32.self))
        guard counts.0 == counts.1 else { throw .unsupported("several disks") }
        guard try reader.take(UInt16.self) == 0 else { throw .unsupported("comments") }

        var end = ZipEnd(
            entries: Int(counts.0), directoryOffset: Int64(short.offset), directoryLength: Int64(short.length))
        var recordsLength = Int64(ZipFormat.endLength)
        if let large = try Self.zip64(tail: tail.dropLast(ZipFormat.endLength), fileLength: fileLength) {
            guard UInt16(clamping: large.entries) == counts.0 || counts.0 == ZipFormat.elsewhere16,
                UInt32(clamping: large.directoryOffset) == short.offset || short.offset == ZipFormat.elsewhere32,
                UInt32(clamping: large.directoryLength) == short.length || short.length == ZipFormat.elsewhere32
            else { throw .inconsistent("its two ends disagree") }
            end = large
            recordsLength = Int64(Self.lengthAtMost)
        }
        let (directoryEnd, overflow) = end.directoryOffset.addingReportingOverflow(end.directoryLength)
        guard !overflow, directoryEnd == fileLength - recordsLength else {
            throw .inconsistent("its directory does not end where the file does")
        }
        self = end
    }

    /// The zip64 records before the last one; nil when there are none.
    private static func zip64(tail: ArraySlice<UInt8>, fileLength: Int64) throws(PackageFault) -> ZipEnd? {
        var locator = LittleEndianReader(tail.suffix(ZipFormat.locatorLength))
        guard locator.count == ZipFormat.locatorLength, try locator.take() == ZipFormat.locatorSignature else {
            return nil
        }
        let disk = try locator.take(UInt32.self)
        let position = try locator.takeOffset()
        guard disk == 0, try locator.take(UInt32.self) == 1 else { throw .unsupported("several disks") }
        var reader = LittleEndianReader(tail.dropLast(ZipFormat.locatorLength).suffix(ZipFormat.end64Length))
        guard position == fileLength - Int64(lengthAtMost), try reader.take() == ZipFormat.end64Signature,
            try reader.take() == UInt64(ZipFormat.end64Length - 12)
        else { throw .inconsistent("its zip64 end is not where it should be") }
        _ = try reader.take(UInt32.self)  // versions
        guard try reader.take(UInt64.self) == 0 else { throw .unsupported("several disks") }
        let counts = (try reader.takeOffset(), try reader.takeOffset())
        guard counts.0 == counts.1 else { throw .unsupported("several disks") }
        let length = try reader.takeOffset()
        return ZipEnd(entries: Int(counts.0), directoryOffset: try reader.takeOffset(), directoryLength: length)
    }
}
