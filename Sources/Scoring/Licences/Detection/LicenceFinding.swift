/// A licence that a text speaks of, and how.
struct LicenceFinding {
    let expression: LicenceExpression
    let kind: LicenceIndex.Kind
    /// Where it begins, from 1.
    let line: Int32
    /// 0…1.
    var confidence: Double
    /// How much of the text it is, in words.
    var weight: Double

    init(expression: LicenceExpression, span: LicenceSpan, line: Int32) {
        self.expression = expression
        kind = span.kind
        self.line = line
        confidence = span.confidence
        weight = span.weight * Self.share(of: span.kind)
    }

    init(expression: LicenceExpression, tag: LicenceTag) {
        self.expression = expression
        kind = .tag
        line = tag.line
        confidence = 1
        weight = 60
    }

    /// Words from which a text is a licence of its own beside a longer one.
    private static let wholeText = 100.0

    /// A mention counts less than a grant of the same length.
    private static func share(of kind: LicenceIndex.Kind) -> Double {
        switch kind {
        case .text, .notice: 1
        case .tag: 2
        case .title: 12
        case .reference, .falsePositive: 0.5
        }
    }

    /// One for each licence; those that make up much of the text in the order they stand, then the rest by weight.
    static func merged(_ findings: [LicenceFinding]) -> [LicenceFinding] {
        var byLicence: [LicenceExpression: LicenceFinding] = [:]
        for finding in findings {
            guard var known = byLicence[finding.expression] else {
                byLicence[finding.expression] = finding
                continue
            }
            let isLarger = finding.weight > known.weight
            if isLarger { known = finding.with(confidence: max(known.confidence, finding.confidence)) }
            known.confidence = max(known.confidence, finding.confidence)
            byLicence[finding.expression] = known
        }
        let largest = byLicence.values.map(\.weight).max() ?? 0
        func isMain(_ finding: LicenceFinding) -> Bool {
            let isWhole = finding.kind == .text && finding.weight >= wholeText
            return finding.confidence >= 0.6 && (isWhole || finding.weight >= 0.3 * largest)
        }
        let ordered = byLicence.values.sorted { one, other in
            let mains = (isMain(one), isMain(other))
            if mains.0 != mains.1 { return mains.0 }
            if mains.0, one.line != other.line { return one.line < other.line }
            return (one.weight, other.expression.id) > (other.weight, one.expression.id)
        }
        return grantFirst(ordered)
    }

    /// A grant outside the text says which versions: "3 or later" above the text of version 3.
    private static func grantFirst(_ ordered: [LicenceFinding]) -> [LicenceFinding] {
        guard let text = ordered.first, text.kind == .text, let own = text.version else { return ordered }
        let grant = ordered.dropFirst().firstIndex { finding in
            finding.kind == .notice && finding.confidence >= 0.9 && finding.line < text.line && finding.version == own
        }
        guard let grant else { return ordered }
        var reordered = ordered
        reordered.insert(reordered.remove(at: grant), at: 0)
        return reordered
    }

    /// `GPL-3.0` of `GPL-3.0-only` and `GPL-3.0-or-later`; nil of several licences.
    private var version: String? {
        guard case .licence(let record) = expression, !record.spdx.isEmpty else { return nil }
        return record.unqualifiedSPDX
    }

    private func with(confidence: Double) -> LicenceFinding {
        var copy = self
        copy.confidence = confidence
        return copy
    }
}
