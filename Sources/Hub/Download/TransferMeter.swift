import Synchronization

/// Counts the bytes of a pull while many tasks move them. Bytes, never estimates.
package final class TransferMeter: Sendable {
    private let receivedBytes = Atomic<Int64>(0)
    private let keptBytes = Atomic<Int64>(0)

    package init() {}

    /// Bytes that came over the line, repeated ones included: what a rate is made from.
    package var received: Int64 { receivedBytes.load(ordering: .relaxed) }
    /// Bytes that are written and journalled: what progress is made from. Never decreases.
    package var kept: Int64 { keptBytes.load(ordering: .relaxed) }

    func receive(_ count: Int) { receivedBytes.add(Int64(count), ordering: .relaxed) }
    package func keep(_ count: Int64) { keptBytes.add(count, ordering: .relaxed) }
}
