/// What a text says of licences: finds, weighs and orders.
struct LicenceDetector {
    let index: LicenceIndex

    /// More are not reported of one text.
    static let maximumFindings = 40

    /// The most important first.
    func findings(in text: [UInt8]) -> [LicenceFinding] {
        let words = LicenceWords(text)
        let tags = tagFindings(text)
        let tagged = Set(tags.map(\.line))
        var spans = ExactSearch(index: index, text: words).spans()
        spans += NearSearch(index: index, text: words).spans()
        let kept = LicenceContest(index: index, spans: spans).winners()
        var findings = tags
        for span in kept {
            let line = words.lines[span.words.lowerBound]
            guard span.kind != .tag && span.kind != .reference || !tagged.contains(line) else { continue }
            guard let expression = index.expression(span.expression) else { continue }
            for part in expression.parts { findings.append(LicenceFinding(expression: part, span: span, line: line)) }
        }
        return Array(LicenceFinding.merged(findings).prefix(Self.maximumFindings))
    }

    private func tagFindings(_ text: [UInt8]) -> [LicenceFinding] {
        LicenceTag.tags(in: Array(text.prefix(LicenceWords.maximumBytes))).flatMap { tag -> [LicenceFinding] in
            var parser = LicenceExpressionParser(index)
            guard let expression = parser.parse(tag.expression) else { return [] }
            return expression.parts.map { LicenceFinding(expression: $0, tag: tag) }
        }
    }
}
