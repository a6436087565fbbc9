/// Spans that go over the same words compete: whoever explains most of them wins.
struct LicenceContest {
    let index: LicenceIndex
    let spans: [LicenceSpan]

    /// The title of a licence stands at its begin, or so many words before.
    private static let titleBefore = 40
    private static let titleWithin = 120

    private static let vagueness = 0.5
    private static let composition = 0.97

    func winners() -> [LicenceSpan] {
        let ranked = weighed().filter { $0.weight > 0 }.sorted { Self.order($0) > Self.order($1) }
        var taken: [LicenceSpan] = []
        for span in ranked where !taken.contains(where: { Self.covers($0, span) }) { taken.append(span) }
        return retitled(taken).filter { $0.kind != .falsePositive }
    }

    /// Spans with what speaks for and against their licences.
    private func weighed() -> [LicenceSpan] {
        var expressions: [Int: LicenceExpression] = [:]
        for number in Set(spans.map(\.expression)) { expressions[number] = index.expression(number) }
        return spans.map { span in
            guard let expression = expressions[span.expression] else { return span }
            var copy = span
            // "Some permissive licence" is only the answer when nothing more telling is.
            if expression.records.allSatisfy(\.isGeneric) { copy.favour *= Self.vagueness }
            if !span.isExact, expression.records.count > 1 { copy.favour *= Self.composition }
            return copy
        }
    }

    private static func order(_ span: LicenceSpan) -> (Double, Int, Double, Int, Int) {
        (span.weight, span.isExact ? 1 : 0, span.relevance, -Int(span.kind.rawValue), -span.expression)
    }

    /// Whether most of the second lies within the first.
    private static func covers(_ first: LicenceSpan, _ second: LicenceSpan) -> Bool {
        let common = first.words.clamped(to: second.words).count
        return 2 * common >= second.words.count
    }

    /// A text that resembles one licence but bears the title of another is that other: families of models' licences differ
    /// in little else.
    private func retitled(_ taken: [LicenceSpan]) -> [LicenceSpan] {
        let titles = spans.filter { $0.kind == .title }
        guard !titles.isEmpty else { return taken }
        return taken.map { span in
            guard span.kind == .text, !span.isExact, span.count > 100 else { return span }
            let start = span.words.lowerBound
            let near = (start - Self.titleBefore)..<(start + Self.titleWithin)
            let named = titles.filter { near.contains($0.words.lowerBound) }
            guard let first = named.min(by: { ($0.words.lowerBound, $1.count) < ($1.words.lowerBound, $0.count) }),
                !named.contains(where: { same($0, span) })
            else { return span }
            return LicenceSpan(
                words: span.words, expression: first.expression, kind: .text, count: span.count,
                likeness: max(span.likeness, 0.9), containment: span.containment, relevance: 1)
        }
    }

    private func same(_ title: LicenceSpan, _ text: LicenceSpan) -> Bool {
        guard let one = index.expression(title.expression), let other = index.expression(text.expression) else {
            return false
        }
        return one.id == other.id
    }
}
