/// Finds known texts that were changed: by the sampled runs of five words that both have.
struct NearSearch {
    let index: LicenceIndex
    let text: LicenceWords

    /// Runs found in known texts; only a text made to be slow has more.
    private static let maximumHits = 3_000_000
    /// Known texts looked at closely, of those that explain most, and of those that are most complete.
    private static let candidates = 80
    private static let leastText = 0.45
    private static let leastNotice = 0.6

    func spans() -> [LicenceSpan] {
        guard text.count >= LicenceWords.shingle else { return [] }
        let runs = (0...(text.count - LicenceWords.shingle)).map { text.run(at: $0, count: LicenceWords.shingle) }
        let counts = distinctHits(runs)
        let chosen = Array(candidates(counts)).sorted()
        guard !chosen.isEmpty else { return [] }
        let places = hitPlaces(runs, chosen)
        return chosen.indices.compactMap { span(index.document(chosen[$0]), places[$0], runs) }
    }

    /// How many different runs each known text shares with this one.
    private func distinctHits(_ runs: [UInt64]) -> [Int32] {
        var counts = [Int32](repeating: 0, count: index.documentCount)
        var seen = Set<UInt32>(minimumCapacity: runs.count)
        var hits = 0
        for run in runs where seen.insert(UInt32(truncatingIfNeeded: run)).inserted {
            index.forEachDocument(with: run) { number in
                counts[number] += 1
                hits += 1
            }
            if hits > Self.maximumHits { break }
        }
        return counts
    }

    private func candidates(_ counts: [Int32]) -> Set<Int> {
        var shares: [(number: Int, share: Double, words: Double)] = []
        for (number, count) in counts.enumerated() where count >= 3 {
            let document = index.document(number)
            let share = Double(count) / Double(max(1, document.samples))
            let least = document.kind == .text ? Self.leastText : Self.leastNotice
            if share >= least { shares.append((number, share, share * Double(document.count))) }
        }
        let complete = shares.sorted { ($0.share, $0.words, $1.number) > ($1.share, $1.words, $0.number) }
        let large = shares.sorted { ($0.words, $1.number) > ($1.words, $0.number) }
        return Set(complete.prefix(Self.candidates).map(\.number) + large.prefix(Self.candidates).map(\.number))
    }

    /// Where each of the chosen texts has its hits, in order.
    private func hitPlaces(_ runs: [UInt64], _ chosen: [Int]) -> [[Int32]] {
        var slots = [Int32](repeating: -1, count: index.documentCount)
        for (slot, number) in chosen.enumerated() { slots[number] = Int32(slot) }
        var places = [[Int32]](repeating: [], count: chosen.count)
        for (place, run) in runs.enumerated() {
            index.forEachDocument(with: run) { number in
                let slot = Int(slots[number])
                if slot >= 0 { places[slot].append(Int32(place)) }
            }
        }
        return places
    }

    private func span(_ document: NearDocument, _ places: [Int32], _ runs: [UInt64]) -> LicenceSpan? {
        let window = bestWindow(places, runs, width: document.count + document.count / 4 + 12)
        let found = Double(window.distinct) / Double(max(1, document.samples))
        guard found >= (document.kind == .text ? Self.leastText : Self.leastNotice) else { return nil }
        let hits = places[window.hits]
        let words = Int(hits[hits.startIndex])..<(Int(hits[hits.endIndex - 1]) + LicenceWords.shingle)
        guard phrasesStand(document, words) else { return nil }
        let known = Set(hits)
        var strangers = Set<UInt64>()
        for place in words.lowerBound..<(words.upperBound - LicenceWords.shingle + 1)
        where document.samples(runs[place]) && !known.contains(Int32(place)) { strangers.insert(runs[place]) }
        let likeness = 2 * Double(window.distinct) / Double(window.distinct + document.samples + strangers.count)
        let isWhole = document.bits == 0 && document.kind == .text
        let covered = isWhole ? (coveredShare(hits, of: document) + found) / 2 : found
        // An untouched text is found by its exact hash; samples alone never prove that nothing was changed.
        return LicenceSpan(
            words: words, expression: document.expression, kind: document.kind, count: document.count,
            likeness: min(0.999, likeness), containment: min(1, covered), relevance: Double(document.relevance) / 100,
            favour: Self.favour(document))
    }

    /// Where every run is sampled, the share of words that are in one: a name filled in breaks five runs but is one word.
    private func coveredShare(_ hits: ArraySlice<Int32>, of document: NearDocument) -> Double {
        var covered = 0
        var end = 0
        for hit in hits {
            let start = max(end, Int(hit))
            end = Int(hit) + LicenceWords.shingle
            covered += max(0, end - start)
        }
        return Double(covered) / Double(max(1, document.count))
    }

    /// Of two texts equally like this one, the licence in wide use is the likelier, and the original of it.
    private static func favour(_ document: NearDocument) -> Double {
        1 + 0.01 * Double(document.popularity) + (document.isOriginal ? 0.02 : 0)
    }

    /// The hits within so many words that are most, counting each run once.
    private func bestWindow(_ places: [Int32], _ runs: [UInt64], width: Int) -> (hits: Range<Int>, distinct: Int) {
        var inside: [UInt64: Int] = [:]
        var best = (hits: 0..<0, distinct: 0)
        var low = 0
        for high in places.indices {
            inside[runs[Int(places[high])], default: 0] += 1
            while Int(places[high] - places[low]) > width {
                let run = runs[Int(places[low])]
                inside[run, default: 1] -= 1
                if inside[run] == 0 { inside[run] = nil }
                low += 1
            }
            if inside.count > best.distinct { best = (low..<(high + 1), inside.count) }
        }
        return best
    }

    /// Whether the phrases that make the text what it is stand in the window, a little around it included.
    private func phrasesStand(_ document: NearDocument, _ window: Range<Int>) -> Bool {
        let hashes = index.values(.phraseHashes, of: UInt32.self)
        let counts = index.values(.phraseCounts, of: UInt8.self)
        let wide = max(0, window.lowerBound - 12)..<min(text.count, window.upperBound + 12)
        return document.phrases.allSatisfy { phrase in
            let count = Int(counts[phrase])
            guard wide.count >= count else { return false }
            return (wide.lowerBound...(wide.upperBound - count)).contains {
                UInt32(truncatingIfNeeded: text.run(at: $0, count: count)) == hashes[phrase]
            }
        }
    }
}
