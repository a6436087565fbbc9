import Domain
import Hub
import Synchronization

/// A file read from afar, up to a number of bytes: a scan may look, but not download.
final class MeteredRanges<Source: RangeReading>: RangeReading {
    private let source: Source
    private let left: Mutex<Int64>
    private let budget: Int64

    init(_ source: Source, budget: Int64) {
        self.source = source
        self.budget = budget
        left = Mutex(budget)
    }

    var size: Int64 { source.size }

    func read(_ range: Range<Int64>) async throws -> [UInt8] {
        let isAffordable = left.withLock { left in
            guard left >= Int64(range.count) else { return false }
            left -= Int64(range.count)
            return true
        }
        guard isAffordable else {
            throw Problem(.unsupported, "more than \(ByteCount(budget)) of it would have to be downloaded")
        }
        return try await source.read(range)
    }
}
