/// Bytes that can be read by ranges: a file on a Hub, a blob, a local file. Nothing it gives is trusted.
package protocol RangeReading: Sendable {
    /// The number of bytes in all.
    var size: Int64 { get }

    /// The bytes of a range inside `0..<size`, exactly as many as asked for.
    func read(_ range: Range<Int64>) async throws -> [UInt8]
}
