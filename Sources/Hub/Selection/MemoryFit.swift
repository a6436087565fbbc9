import Domain

/// Which quantisation is best for a machine's memory, and why, in one sentence.
///
/// `Q4_K_M` is the point from which more bits gain little and fewer lose much. Better ones are taken when they fit in
/// half the memory, so that the context and other programs have room; worse ones when nothing of four bits or more
/// fits in 80 % of it.
struct MemoryFit {
    let sets: [QuantisationSet]
    /// What is loaded beside the weights: a projector.
    let beside: ByteCount
    /// Nil when it is not known.
    let memory: ByteCount?

    /// The part of a machine's memory that weights may take.
    static let usable = (parts: Int64(4), whole: Int64(5))
    private static let upgrades = ["Q8_0", "Q6_K", "Q5_K_M"]
    private static let usual = [
        "Q4_K_M", "Q4_K_XL", "Q4_K_L", "Q4_K_S", "Q4_K", "IQ4_NL", "IQ4_XS", "MXFP4_MOE", "MXFP4", "NVFP4", "Q4_0",
        "Q4_1",
    ]

    /// Nil when there is nothing to choose from.
    func best() -> (set: QuantisationSet, reason: String)? {
        guard let memory else {
            return preferred.first.map { ($0, "\(Self.text($0)) is the usual choice; the memory here is not known") }
        }
        if let set = comfortable ?? preferred.first(where: fits) {
            let better = nextBetter(than: set).map { worse in
                "; \(Self.text(worse)) would \(fits(worse) ? "leave too little room" : "not")"
            }
            return (set, "\(Self.text(set)) fits \(memory) of memory" + (better ?? ""))
        }
        return sets.min { $0.size < $1.size }
            .map { ($0, "nothing fits \(memory) of memory; \(Self.text($0)) is the smallest") }
    }

    /// The best of the better ones that takes no more than half the memory.
    private var comfortable: QuantisationSet? {
        Self.upgrades.lazy.compactMap { named($0) }.first { need($0) <= share(1, of: 2) }
    }

    /// All sets, the most wanted first: four bits, then more, smallest first, then fewer, largest first.
    private var preferred: [QuantisationSet] {
        let four = Self.usual.compactMap { named($0) }
        let rest = sets.filter { set in !four.contains { $0.label == set.label } }.sorted { $0.size < $1.size }
        return four + rest.filter { $0.bits == 4 }.reversed() + rest.filter { $0.bits > 4 }
            + rest.filter { $0.bits < 4 }.reversed()
    }

    /// What the reader will ask about: the next of the usual ones that was not taken, else the least that does not fit.
    private func nextBetter(than chosen: QuantisationSet) -> QuantisationSet? {
        let ladder = ["Q4_K_M"] + Self.upgrades.reversed()
        return ladder.lazy.compactMap { named($0) }.first { $0.size > chosen.size }
            ?? sets.filter { $0.size > chosen.size && !fits($0) }.min { $0.size < $1.size }
    }

    private func named(_ label: String) -> QuantisationSet? {
        sets.first { $0.label == label } ?? sets.first { $0.base == label }
    }

    private func need(_ set: QuantisationSet) -> ByteCount { set.size + beside }
    private func fits(_ set: QuantisationSet) -> Bool { need(set) <= share(Self.usable.parts, of: Self.usable.whole) }
    private func share(_ parts: Int64, of whole: Int64) -> ByteCount {
        ByteCount((memory ?? .zero).bytes / whole * parts)
    }

    private static func text(_ set: QuantisationSet) -> String { "\(set.label) (\(set.size))" }
}
