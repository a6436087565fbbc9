/// An entry of a zip archive's directory.
struct ZipEntry {
    var name: String
    var flags: UInt16
    var method: UInt16
    var checksum: UInt32
    var packedSize: Int64
    var size: Int64
    /// Of its local header, from the start of the archive.
    var offset: Int64
    /// Of Unix; zero when it was made elsewhere.
    var mode: UInt32

    var isEncrypted: Bool { flags & 1 != 0 }
    /// Its sizes stand behind its data, not before.
    var hasDescriptor: Bool { flags & 8 != 0 }
    var isFolder: Bool { name.hasSuffix("/") }
    var isLink: Bool { mode & 0o170000 == 0o120000 }
}

/// Reads the numbers of zip records; never beyond their end.
struct RecordReader {
    private let bytes: [UInt8]
    private(set) var at: Int

    init(_ bytes: [UInt8], at: Int = 0) {
        self.bytes = bytes
        self.at = at
    }

    var left: Int { bytes.count - at }

    mutating func number(_ count: Int) throws -> UInt64 {
        guard count <= left else { throw ScanFault.malformed("a record of the zip is cut short") }
        defer { at += count }
        return bytes[at..<(at + count)].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    }

    mutating func short() throws -> UInt16 { UInt16(try number(2)) }
    mutating func long() throws -> UInt32 { UInt32(try number(4)) }

    mutating func take(_ count: Int) throws -> [UInt8] {
        guard count <= left else { throw ScanFault.malformed("a record of the zip is cut short") }
        defer { at += count }
        return Array(bytes[at..<(at + count)])
    }
}

/// The directory at the end of a zip archive.
struct ZipDirectory {
    let entries: [ZipEntry]
    /// What has to be added to each offset, because something stands before the archive.
    let shift: Int64
    /// Where the directory begins in the file.
    let start: Int64
    /// Something follows the archive's end.
    let isFollowed: Bool
    /// It says another number of entries than it has.
    let isMiscounted: Bool
}

extension ZipDirectory {
    private static let endLength = 22

    /// Where the closing record is; nil when there is none.
    static func end(of source: any ByteSource) throws -> (offset: Int64, record: [UInt8], isExact: Bool)? {
        let length = min(source.size, 65_557)
        let base = source.size - length
        let tail = try source.bytes(at: base, count: Int(length))
        guard tail.count >= endLength else { return nil }
        var loose: Int?
        for at in stride(from: tail.count - endLength, through: 0, by: -1)
        where tail[at] == 0x50 && tail[at + 1] == 0x4B && tail[at + 2] == 5 && tail[at + 3] == 6 {
            let comment = Int(tail[at + 20]) | Int(tail[at + 21]) << 8
            if at + endLength + comment == tail.count {
                return (base + Int64(at), Array(tail[at..<(at + endLength)]), true)
            }
            loose = loose ?? at
        }
        return loose.map { (base + Int64($0), Array(tail[$0..<($0 + endLength)]), false) }
    }

    /// Nil when there is no closing record.
    init?(_ source: any ByteSource, limits: ScanLimits) throws {
        guard let end = try Self.end(of: source) else { return nil }
        var record = RecordReader(end.record, at: 10)
        var count = UInt64(try record.short())
        var length = Int64(try record.long())
        var offset = Int64(try record.long())
        var recordsStart = end.offset
        if end.offset >= 20 {
            var locator = RecordReader(try source.bytes(at: end.offset - 20, count: 20))
            if locator.left == 20, try locator.long() == 0x0706_4B50 {
                _ = try locator.long()
                let place = Int64(clamping: try locator.number(8))
                // Offsets are counted from the archive's start, which may not be the file's.
                for candidate in [place, end.offset - 76] {
                    var large = RecordReader(try source.bytes(at: candidate, count: 56))
                    guard large.left == 56, try large.long() == 0x0606_4B50 else { continue }
                    _ = try large.take(28)
                    count = try large.number(8)
                    length = Int64(clamping: try large.number(8))
                    offset = Int64(clamping: try large.number(8))
                    recordsStart = candidate
                    break
                }
            }
        }
        guard length >= 0, length <= recordsStart, length <= 64 << 20 else {
            throw ScanFault.malformed("the zip's directory does not fit into the file", offset: end.offset)
        }
        start = recordsStart - length
        shift = start - offset
        isFollowed = !end.isExact
        let bytes = try source.bytes(at: start, count: Int(length))
        entries = try Self.entries(bytes, limits: limits)
        isMiscounted = UInt64(entries.count) != count
    }

    private static func entries(_ bytes: [UInt8], limits: ScanLimits) throws -> [ZipEntry] {
        var reader = RecordReader(bytes)
        var entries: [ZipEntry] = []
        while reader.left >= 46 {
            guard try reader.long() == 0x0201_4B50 else { break }
            guard entries.count < limits.members else {
                throw ScanFault.tooMuch("it has more than \(limits.members) members")
            }
            entries.append(try entry(&reader))
        }
        return entries
    }

    private static func entry(_ reader: inout RecordReader) throws -> ZipEntry {
        let madeBy = try reader.short()
        _ = try reader.short()
        let flags = try reader.short()
        let method = try reader.short()
        _ = try reader.long()
        let checksum = try reader.long()
        let packed = try reader.long()
        let size = try reader.long()
        let lengths = (name: try reader.short(), extra: try reader.short(), comment: try reader.short())
        _ = try reader.long()
        let attributes = try reader.long()
        let offset = try reader.long()
        let name = String(decoding: try reader.take(Int(lengths.name)), as: UTF8.self)
        let extra = try reader.take(Int(lengths.extra))
        _ = try reader.take(min(reader.left, Int(lengths.comment)))
        var entry = ZipEntry(
            name: name, flags: flags, method: method, checksum: checksum, packedSize: Int64(packed), size: Int64(size),
            offset: Int64(offset), mode: madeBy >> 8 == 3 ? attributes >> 16 : 0)
        try applyZip64(extra, to: &entry, size: size, packed: packed, offset: offset)
        return entry
    }

    private static func applyZip64(
        _ extra: [UInt8], to entry: inout ZipEntry, size: UInt32, packed: UInt32, offset: UInt32
    ) throws {
        var fields = RecordReader(extra)
        while fields.left >= 4 {
            let kind = try fields.short()
            let length = Int(try fields.short())
            guard length <= fields.left else { return }
            var field = RecordReader(try fields.take(length))
            guard kind == 1 else { continue }
            if size == .max, field.left >= 8 { entry.size = Int64(clamping: try field.number(8)) }
            if packed == .max, field.left >= 8 { entry.packedSize = Int64(clamping: try field.number(8)) }
            if offset == .max, field.left >= 8 { entry.offset = Int64(clamping: try field.number(8)) }
        }
    }
}
