/// Finds every known text that stands word for word in a text, wherever it begins.
struct ExactSearch {
    let index: LicenceIndex
    let text: LicenceWords

    /// Comparisons in one text; only a text made to be slow needs more.
    private static let maximumSteps = 3_000_000
    private static let maximumSpans = 20_000
    /// Words of the anchor by which known texts are looked up.
    private static let anchor = 4

    /// Nothing is likelier than what stands there word for word.
    private static let favour = 1.15

    func spans() -> [LicenceSpan] {
        let anchors = index.values(.exactAnchors, of: UInt32.self)
        let counts = index.values(.exactCounts, of: UInt16.self)
        let hashes = index.values(.exactHashes, of: UInt64.self)
        var found: [LicenceSpan] = []
        var steps = 0
        for start in 0..<text.count {
            for length in 1...min(Self.anchor, text.count - start) {
                let anchor = UInt32(truncatingIfNeeded: text.run(at: start, count: length))
                var counted = 0
                var hash: UInt64 = 0
                for entry in index.exactEntries(anchor: anchor) where anchors[entry] == anchor {
                    steps += 1
                    let count = Int(counts[entry])
                    guard count <= text.count - start, length == min(Self.anchor, count) else { continue }
                    if count != counted {
                        counted = count
                        hash = text.run(at: start, count: count)
                    }
                    if hashes[entry] == hash { found.append(span(entry, start..<(start + count))) }
                }
            }
            if steps > Self.maximumSteps || found.count > Self.maximumSpans { break }
        }
        return found
    }

    private func span(_ entry: Int, _ words: Range<Int>) -> LicenceSpan {
        let kinds = index.values(.exactKinds, of: UInt8.self)
        return LicenceSpan(
            words: words, expression: Int(index.values(.exactExpressions, of: UInt16.self)[entry]),
            kind: LicenceIndex.Kind(rawValue: kinds[2 * entry]) ?? .reference, count: words.count, likeness: 1,
            containment: 1, relevance: Double(kinds[2 * entry + 1]) / 100, favour: Self.favour)
    }
}
