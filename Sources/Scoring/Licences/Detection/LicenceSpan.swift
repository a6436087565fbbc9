/// A stretch of a text that speaks of a licence.
struct LicenceSpan {
    /// The words it goes over.
    let words: Range<Int>
    /// In the index; see `LicenceIndex.expression`.
    let expression: Int
    let kind: LicenceIndex.Kind
    /// Words of the known text.
    let count: Int
    /// How alike the two are, 0…1; 1 when word for word the same.
    let likeness: Double
    /// What of the known text is here, 0…1.
    let containment: Double
    /// How much the known text says when it is found, 0…1.
    let relevance: Double
    /// What speaks for this licence beside the words: 1 for nothing.
    var favour = 1.0

    var isExact: Bool { likeness == 1 && containment == 1 }

    /// Words explained, less those that are missing or too many: what the spans compete by.
    var weight: Double {
        let extra = max(0, Double(words.count) - Double(count) * containment)
        return favour * (Double(count) * (2 * containment - 1) - 0.25 * min(extra, Double(count)))
    }

    /// How far it may be believed, 0…1.
    var confidence: Double {
        switch kind {
        case .text: likeness
        case .notice: likeness * max(0.5, relevance)
        case .tag: likeness * max(0.5, relevance)
        case .title: 0.9
        case .reference, .falsePositive: 0.8 * likeness * relevance
        }
    }
}
