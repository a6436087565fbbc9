import Domain
import SystemPackage

/// The entries of a zip file from an untrusted source, with the place of their bytes: every byte of the file belongs to
/// exactly one record.
struct PackageDirectory: Sendable {
    /// In the order they stand in the file.
    let members: [PackageMember]
    /// Where the bytes of each begin.
    let dataOffsets: [Int64]

    /// Reads and checks everything but the entries' bytes. Blocks.
    init(_ file: OpenFile) throws {
        let length = try file.status().size
        let tail = try file.bytes(
            at: max(0, Int64(length) - Int64(ZipEnd.lengthAtMost)), count: min(Int(length), ZipEnd.lengthAtMost))
        let end = try ZipEnd(tail: tail, fileLength: Int64(length))
        members = try Self.members(of: file, end: end)
        dataOffsets = try Self.dataOffsets(of: members, in: file, end: end.directoryOffset)
    }

    private static func members(of file: OpenFile, end: ZipEnd) throws -> [PackageMember] {
        guard end.entries <= PackageLimits.entries, end.directoryLength <= Int64(PackageLimits.directory) else {
            throw PackageFault.tooLarge("\(end.entries) entries in \(ByteCount(end.directoryLength)) of directory")
        }
        // Before any memory is set aside: a count is only believed as far as its records exist.
        guard Int64(end.entries) * Int64(ZipFormat.centralLength) <= end.directoryLength else {
            throw PackageFault.inconsistent("it has fewer entries than it says")
        }
        let bytes = try file.bytes(at: end.directoryOffset, count: Int(end.directoryLength))
        var reader = LittleEndianReader(bytes)
        var members: [PackageMember] = []
        members.reserveCapacity(end.entries)
        for _ in 0..<end.entries { members.append(try PackageMember(centralRecord: &reader)) }
        guard reader.count == 0 else { throw PackageFault.inconsistent("it has more entries than it says") }
        try PackageNames.check(members.map(\.path))
        return members.sorted { $0.offset < $1.offset }
    }

    /// Walks the local headers: each entry must begin where the one before it ends, so that nothing overlaps or hides.
    private static func dataOffsets(
        of members: [PackageMember], in file: OpenFile, end: Int64
    ) throws -> [Int64] {
        var position: Int64 = 0
        var offsets: [Int64] = []
        offsets.reserveCapacity(members.count)
        for member in members {
            guard member.offset == position else {
                throw PackageFault.inconsistent("its entries overlap or leave gaps")
            }
            let header = try file.bytes(at: position, count: member.headerLength)
            let extraLength = try member.extraLength(afterHeader: header)
            let extra =
                extraLength == 0 ? [] : try file.bytes(at: position + Int64(header.count), count: extraLength)
            guard extra.count == extraLength else { throw PackageFault.inconsistent("an entry is cut short") }
            try member.checkSize(header: header, extra: extra)
            let data = position + Int64(header.count + extraLength)
            // Compared by difference: a sum of hostile numbers could overflow.
            guard data <= end, member.size <= end - data else {
                throw PackageFault.inconsistent("an entry reaches into the directory")
            }
            offsets.append(data)
            position = data + member.size
        }
        guard position == end else { throw PackageFault.inconsistent("its entries overlap or leave gaps") }
        return offsets
    }
}
