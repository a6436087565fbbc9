import Domain

/// The pieces of a range of a package, made one by one while they are asked for; never an empty one.
package struct PackagePieces: Sequence, IteratorProtocol, Sendable {
    /// Records of the central directory are handed out together up to about this length.
    private static let gathered: Int64 = 64 << 10

    private let layout: PackageLayout
    /// What comes next, and where the range ends.
    private var position: Int64
    private let end: Int64
    /// The member whose header or data holds `position`, or one before it.
    private var member: Int
    /// The member whose central record holds `position`, or one before it.
    private var record: Int

    init(of layout: PackageLayout, in range: Range<Int64>) {
        let range = range.clamped(to: 0..<layout.size.bytes)
        self.layout = layout
        position = range.lowerBound
        end = range.upperBound
        member = layout.offsets.lastIndex(notAfter: position)
        record = layout.centralOffsets.lastIndex(notAfter: position)
    }

    package mutating func next() -> PackagePiece? {
        guard position < end else { return nil }
        let start = position
        let piece =
            position < layout.end.directoryOffset
            ? pieceOfMember() : position < layout.centralOffsets[layout.memberCount] ? records() : closing()
        position = start + piece.length
        return piece
    }

    private mutating func pieceOfMember() -> PackagePiece {
        while layout.offsets[member + 1] <= position { member += 1 }
        let zip = layout.member(member)
        let data = zip.offset + Int64(zip.localLength)
        if position < data { return cut(zip.localHeader, at: zip.offset) }
        guard member > 0 else { return cut(layout.manifest, at: data) }
        return .blob(
            layout.entries[member - 1].blob, offset: position - data,
            length: Swift.min(end, layout.offsets[member + 1]) - position)
    }

    private mutating func records() -> PackagePiece {
        while layout.centralOffsets[record + 1] <= position { record += 1 }
        let start = layout.centralOffsets[record]
        let limit = Swift.min(end, position + Self.gathered)
        var bytes: [UInt8] = []
        while record < layout.memberCount, layout.centralOffsets[record] < limit {
            bytes += layout.member(record).centralRecord
            record += 1
        }
        record -= 1  // The last one may have been cut by the end of the range.
        return cut(bytes, at: start)
    }

    private func closing() -> PackagePiece { cut(layout.end.bytes, at: layout.centralOffsets[layout.memberCount]) }

    /// The part of some bytes, which stand at `start`, that begins at `position` and ends with the range.
    private func cut(_ bytes: [UInt8], at start: Int64) -> PackagePiece {
        let lower = Int(position - start)
        let upper = Int(Swift.min(end, start + Int64(bytes.count)) - start)
        return .bytes(lower == 0 && upper == bytes.count ? bytes : Array(bytes[lower..<upper]))
    }
}

extension [Int64] {
    /// The last place whose number is not above `position`, in a rising list that begins at or below it; zero when all
    /// are above.
    fileprivate func lastIndex(notAfter position: Int64) -> Int {
        var low = 0
        var high = count
        while high - low > 1 {
            let middle = (low + high) / 2
            if self[middle] <= position { low = middle } else { high = middle }
        }
        return low
    }
}

extension PackageLayout {
    /// The pieces of a range of bytes, cut to the package's length; of the whole package when none is given.
    package func pieces(in range: Range<Int64>? = nil) -> PackagePieces {
        PackagePieces(of: self, in: range ?? 0..<size.bytes)
    }
}
