package import Wire

/// Whether the model's quality is claimed in a way one can check.
package struct PerformanceClaimsMetric: CardMetric {
    package let name = "performance_claims"

    package init() {}

    package func evaluate(_ reading: Reading, _ context: MetricContext) throws -> MetricResult {
        var sheet = ProbeSheet(name)
        let claims = reading.results
        let structured = structured(claims, &sheet)
        let prose = prose(reading, &sheet)
        let isBlind = reading.card == nil && reading.readme != .absent && claims.valid.isEmpty
        if isBlind, case .unavailable(let why) = reading.readme {
            return sheet.result(score: nil, coverage: 0, "the card could not be read: \(why)")
        }
        let score = max(structured, prose)
        let reason =
            score == 0
            ? "nothing says how good the model is"
            : structured >= prose
                ? "\(claims.valid.count) structured \(claims.valid.count == 1 ? "result" : "results")"
                : "results in the text of the card"
        let remedy = "add results with data set, split, measure, value and source to `model-index` or `.eval_results`"
        return sheet.result(score: score, coverage: 1, reason, remedy: remedy)
    }

    /// 0.60 + 0.30 · mean completeness + 0.10 for a source; 0 without entries.
    private func structured(_ claims: StructuredClaims, _ sheet: inout ProbeSheet) -> Double {
        let valid = claims.valid
        for void in claims.entries.filter({ !$0.isPossible }).prefix(5) {
            let evidence = Evidence(source: void.file, locator: "model-index", excerpt: void.name)
            sheet.no(
                "possible_values", 0, "\(void.name) cannot be, and does not count", remedy: "correct the value",
                [evidence])
        }
        guard !valid.isEmpty else {
            if let unread = claims.unread {
                sheet.unknown("structured", 0.60, "could not be read: \(unread)")
            } else {
                sheet.no(
                    "structured", 0.60, "no result in `model-index` or `.eval_results`",
                    remedy: "add `model-index` to the front matter")
            }
            return 0
        }
        let evidence = valid.prefix(5).map { Evidence(source: $0.file, locator: "model-index", excerpt: $0.name) }
        sheet.yes("structured", 0.60, "\(valid.count) results", evidence)
        let completeness = valid.reduce(0) { $0 + $1.completeness } / Double(valid.count)
        sheet.partial(
            "completeness", 0.30, completeness,
            "\(Score.percent(completeness)) of task, data set, configuration, split, measure and number are said",
            remedy: "say configuration and split of each result")
        let hasSource = valid.contains(where: \.hasSource)
        if hasSource {
            sheet.yes("source", 0.10, "a result names where it comes from")
        } else {
            sheet.no(
                "source", 0.10, "no result names where it comes from",
                remedy: "add `source: {name, url}` to the results")
        }
        if valid.contains(where: \.hasToken) {
            sheet.unknown("verified", 0, "a result has a verification token, which cannot be verified here")
        }
        return 0.60 + 0.30 * completeness + (hasSource ? 0.10 : 0)
    }

    /// 0.50 for a measured value, 0.10 for a known data set, 0.10 for a paper.
    private func prose(_ reading: Reading, _ sheet: inout ProbeSheet) -> Double {
        if case .unavailable(let why) = reading.readme {
            sheet.unknown("prose", 0.50, "the card could not be read: \(why)")
            return 0
        }
        let claims = reading.claims
        guard let claim = claims.first else {
            sheet.no(
                "prose", 0.50, "no table or list under a heading about evaluation pairs a known measure with a number",
                remedy: "add a table of results under an Evaluation heading")
            return 0
        }
        sheet.yes("prose", 0.50, "a measured value in the text", [claim.evidence])
        var score = 0.50
        if let dataset = claims.dataset {
            sheet.yes("prose_dataset", 0.10, "measured on \(dataset)")
            score += 0.10
        } else {
            sheet.no(
                "prose_dataset", 0.10, "no known data set is named with the values",
                remedy: "name the data set of each value")
        }
        if let paper = reading.links.papers.first {
            sheet.yes("paper", 0.10, "links the paper \(paper)")
            score += 0.10
        } else {
            sheet.no("paper", 0.10, "links no paper", remedy: "link the paper that reports the values")
        }
        return score
    }
}
