import Blobs
import Domain
import Hub
import NIOCore

/// A blob as something whose header can be read.
struct BlobRanges: RangeReading {
    let reader: BlobReader
    var size: Int64 { reader.size.bytes }
    func read(_ range: Range<Int64>) async throws -> [UInt8] {
        Array(try await reader.bytes(in: range).readableBytesView)
    }
}
