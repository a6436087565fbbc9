/// How a file is cut into parts: the unit of fetching, of journalling and of repair.
package struct PartPlan: Hashable, Sendable {
    /// Of the whole file, in bytes.
    package let size: Int64
    /// Of every part but the last, in bytes.
    package let partSize: Int64

    private static let mebibyte: Int64 = 1 << 20

    /// Parts of 1 to 16 MiB: small enough that little is lost with one, few enough that a journal stays short.
    package init(size: Int64) {
        self.size = size
        let wanted = (size / 64 / Self.mebibyte) * Self.mebibyte
        let ceiling: Int64 = size > 64 << 30 ? 16 : 8
        partSize = min(max(wanted, Self.mebibyte), ceiling * Self.mebibyte)
    }

    package var count: Int { Int((size + partSize - 1) / partSize) }

    package func range(of part: Int) -> Range<Int64> {
        let start = Int64(part) * partSize
        return start..<min(start + partSize, size)
    }

    package func length(of part: Int) -> Int64 { Int64(range(of: part).count) }

    /// The part that holds a byte.
    package func part(at offset: Int64) -> Int { Int(offset / partSize) }
}
