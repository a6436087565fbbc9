import Wire

/// Where something was seen: `<ul class="evidence">`.
struct EvidenceWords: Sendable, Hashable {
    private static let shownAtMost = 12

    let place: String
    let excerpt: String

    init(_ evidence: Evidence) {
        place = [evidence.source, evidence.locator].compactMap(\.self).joined(separator: " · ")
        excerpt = evidence.excerpt
    }

    /// Each once: several questions may have looked at the same place.
    static func all(_ evidence: [Evidence]) -> [EvidenceWords] {
        var seen: Set<EvidenceWords> = []
        return evidence.map { EvidenceWords($0) }.filter { seen.insert($0).inserted }.prefix(shownAtMost).map(\.self)
    }
}
