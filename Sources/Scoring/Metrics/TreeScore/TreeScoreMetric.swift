package import Wire

/// How good the models are that this one was made from: the mean of their net scores in this house.
package struct TreeScoreMetric: CardMetric {
    package let name = "tree_score"

    package init() {}

    package func evaluate(_ reading: Reading, _ context: MetricContext) throws -> MetricResult {
        let facts = reading.facts
        var sheet = ProbeSheet(name)
        // A model that names itself would rate itself.
        let parents = facts.parents.filter { $0.name.lowercased() != facts.model.lowercased() }.prefix(
            Links.maximumParents)
        guard !parents.isEmpty else {
            return withoutParents(reading, &sheet)
        }
        for parent in parents {
            let how = parent.relation.map { " (\($0))" } ?? ""
            switch parent.netScore {
            case .known(let score):
                let evidence = Evidence(
                    source: "registry", locator: parent.name, excerpt: "net score \(Score.text(score))")
                sheet.partial(
                    parent.name, 1, score, "\(parent.name)\(how) has \(Score.text(score))",
                    remedy: "build on a better rated model", [evidence])
            case .absent: sheet.unknown(parent.name, 1, "\(parent.name)\(how) has not been assessed here")
            case .unavailable(let why): sheet.unknown(parent.name, 1, "\(parent.name)\(how): \(why)")
            }
        }
        return sheet.result("mean of \(parents.count) \(parents.count == 1 ? "parent" : "parents")")
    }

    private func withoutParents(_ reading: Reading, _ sheet: inout ProbeSheet) -> MetricResult {
        let facts = reading.facts
        if facts.parents.isEmpty, let first = reading.links.parents.first {
            sheet.unknown(first.name, 1, "\(first.name) was not captured")
            return sheet.result()
        }
        if case .unavailable(let why) = reading.readme, facts.info.value == nil {
            sheet.unknown("parents", 1, "the card could not be read: \(why)")
            return sheet.result()
        }
        return sheet.notApplicable("it was made from no other model")
    }
}
