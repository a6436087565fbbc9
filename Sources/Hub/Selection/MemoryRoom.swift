package import Domain

/// What models may hold of this machine's memory, and what is left of it now.
package struct MemoryRoom: Hashable, Sendable {
    /// For all models together.
    package let budget: ByteCount
    /// Held by those that are in memory.
    package let used: ByteCount

    package init(budget: ByteCount, used: ByteCount) {
        self.budget = budget
        self.used = used
    }

    package var free: ByteCount { used < budget ? budget - used : .zero }

    /// Whether it can be loaded: models that nobody uses make room.
    package func holds(_ need: ByteCount) -> Bool { need <= budget }
}

extension WeightSize {
    /// What the engine takes before it loads anything, as `MemoryNeed` has it.
    private static let base = ByteCount(33 << 20)

    /// What running weights is expected to hold where no header can be read: a quarter more, as common models take at common
    /// contexts, and the engine itself.
    package static func need(of weights: ByteCount) -> ByteCount {
        weights + ByteCount(weights.bytes / 4) + base
    }
}
