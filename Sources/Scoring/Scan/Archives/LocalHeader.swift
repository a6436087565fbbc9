/// The header before a member of a zip archive.
struct LocalHeader {
    let offset: Int64
    let dataOffset: Int64
    let name: String
    let flags: UInt16
    let method: UInt16
    let checksum: UInt32
    let packedSize: UInt32
    let size: UInt32

    var isEncrypted: Bool { flags & 1 != 0 }

    /// Nil where there is none.
    init?(_ source: any ByteSource, at offset: Int64) throws {
        let bytes = try source.bytes(at: offset, count: 30)
        guard bytes.count == 30, bytes.starts(with: [0x50, 0x4B, 3, 4]) else { return nil }
        var record = RecordReader(bytes, at: 6)
        flags = try record.short()
        method = try record.short()
        _ = try record.long()
        checksum = try record.long()
        packedSize = try record.long()
        size = try record.long()
        let nameLength = Int(try record.short())
        let extraLength = Int(try record.short())
        name = String(decoding: try source.bytes(at: offset + 30, count: nameLength), as: UTF8.self)
        self.offset = offset
        dataOffset = offset + 30 + Int64(nameLength + extraLength)
    }

    /// In what the directory says something else; nil when they agree.
    func difference(from entry: ZipEntry) -> String? {
        if name != entry.name { return "its name (`\(ImportRules.shown(name))`)" }
        if method != entry.method { return "how it is compressed" }
        if (flags ^ entry.flags) & ~UInt16(0x0806) != 0 { return "its flags" }
        guard flags & 8 == 0, !entry.hasDescriptor else { return nil }
        if checksum != entry.checksum { return "its checksum" }
        if size != .max, Int64(size) != entry.size { return "its size" }
        return packedSize != .max && Int64(packedSize) != entry.packedSize ? "its size" : nil
    }

    /// The entry as this header alone has it.
    var entry: ZipEntry {
        ZipEntry(
            name: name, flags: flags, method: method, checksum: checksum, packedSize: Int64(packedSize),
            size: Int64(size),
            offset: offset, mode: 0)
    }
}

/// What a member of an archive may be called.
enum MemberName {
    /// Why a name must not become a path; nil when it may.
    static func fault(_ name: String) -> String? {
        let parts = name.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "\\" }
        if parts.contains("..") { return "leads out of the folder it is unpacked to" }
        if name.hasPrefix("/") || name.hasPrefix("\\") { return "is an absolute path" }
        let letters = Array(name.unicodeScalars.prefix(2))
        if letters.count == 2, letters[1] == ":", letters[0].properties.isAlphabetic { return "names a drive" }
        return name.unicodeScalars.contains("\0") ? "contains a zero byte" : nil
    }
}
