/// A number of bytes. Never negative.
package struct ByteCount: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let bytes: Int64

    package static let zero = ByteCount(0)

    /// Negative numbers become zero: a count that a Hub lies about must not run backwards.
    package init(_ bytes: some BinaryInteger) { self.bytes = max(0, Int64(clamping: bytes)) }

    /// Decimal units, as disks and Hubs count: `91.0 MB`.
    package var description: String {
        let units = ["B", "kB", "MB", "GB", "TB", "PB"]
        var value = Double(bytes)
        var unit = 0
        while value >= 999.95, unit < units.count - 1 {
            value /= 1000
            unit += 1
        }
        if unit == 0 { return "\(bytes) B" }
        let tenths = Int64((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10) \(units[unit])"
    }

    package static func < (left: ByteCount, right: ByteCount) -> Bool { left.bytes < right.bytes }
    package static func + (left: ByteCount, right: ByteCount) -> ByteCount {
        ByteCount(left.bytes.addingReportingOverflow(right.bytes).overflow ? Int64.max : left.bytes + right.bytes)
    }
    package static func - (left: ByteCount, right: ByteCount) -> ByteCount { ByteCount(left.bytes - right.bytes) }
    package static func += (left: inout ByteCount, right: ByteCount) { left = left + right }
}

extension Sequence<ByteCount> {
    /// The sum, saturating at the largest number that can be held.
    package func total() -> ByteCount { reduce(.zero, +) }
}
