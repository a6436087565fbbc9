import Synchronization

/// Counts the bytes of a pull while many tasks move them. Bytes, never estimates.
package final class TransferMeter: Sendable {
    private let receivedBytes = Atomic<Int64>(0)
    private let keptBytes = Atomic<Int64>(0)
    private let arrivingBytes = Atomic<Int64>(0)
    private let mostHere = Atomic<Int64>(0)

    package init() {}

    /// Bytes that came over the line, repeated ones included: what a rate is made from.
    package var received: Int64 { receivedBytes.load(ordering: .relaxed) }
    /// Bytes that are proved or journalled. Never decreases.
    package var kept: Int64 { keptBytes.load(ordering: .relaxed) }
    /// What progress is made from: bytes that are kept, and those of parts that are not whole yet. When such a part is given up,
    /// it stands still until as much has come again; it never decreases.
    package var here: Int64 {
        let now = kept + arrivingBytes.load(ordering: .relaxed)
        return mostHere.max(now, ordering: .relaxed).newValue
    }

    func receive(_ count: Int) { receivedBytes.add(Int64(count), ordering: .relaxed) }
    package func keep(_ count: Int64) { keptBytes.add(count, ordering: .relaxed) }

    /// Bytes came that are wanted and not kept yet.
    func arrive(_ count: Int64) { arrivingBytes.add(count, ordering: .relaxed) }
    /// They are kept now. In this order nobody who looks in between counts them twice.
    func settle(_ count: Int64) {
        arrivingBytes.subtract(count, ordering: .sequentiallyConsistent)
        keptBytes.add(count, ordering: .sequentiallyConsistent)
    }
    /// They were given up and have to come again.
    func lose(_ count: Int64) { arrivingBytes.subtract(count, ordering: .relaxed) }
}
