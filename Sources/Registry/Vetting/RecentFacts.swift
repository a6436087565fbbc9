import Scoring

/// Facts that were captured a moment ago: vetting and then pulling the same commit asks the Hub once.
actor RecentFacts {
    struct Key: Hashable, Sendable {
        let hub: String
        let kind: String
        let name: String
        let commit: String
    }

    private static let keptFor: Duration = .seconds(300)
    private static let keptAtMost = 16

    private var entries: [(key: Key, at: ContinuousClock.Instant, facts: Facts)] = []

    func facts(_ key: Key) -> Facts? {
        let oldest = ContinuousClock.now - Self.keptFor
        entries.removeAll { $0.at < oldest }
        return entries.first { $0.key == key }?.facts
    }

    func keep(_ facts: Facts, as key: Key) {
        entries.removeAll { $0.key == key }
        entries.append((key, ContinuousClock.now, facts))
        if entries.count > Self.keptAtMost { entries.removeFirst() }
    }
}
