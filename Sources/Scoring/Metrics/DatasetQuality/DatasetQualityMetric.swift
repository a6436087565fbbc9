package import Wire

/// How well the data sets the model declares are licensed and documented; the mean over at most five.
package struct DatasetQualityMetric: CardMetric {
    package let name = "dataset_quality"

    package init() {}

    package func evaluate(_ reading: Reading, _ context: MetricContext) throws -> MetricResult {
        let facts = reading.facts
        var sheet = ProbeSheet(name)
        if facts.isDataset {
            let own = DatasetFact(name: facts.model, info: facts.info, card: facts.text("README.md"))
            DatasetProbes(own).ask(&sheet, share: 1)
            return sheet.result()
        }
        let datasets = facts.datasets.isEmpty ? Self.uncaptured(reading.links) : facts.datasets
        guard !datasets.isEmpty else {
            if case .unavailable(let why) = reading.readme, facts.info.value == nil {
                sheet.unknown("declared", 1, "the card could not be read: \(why)")
            } else {
                let remedy = "list the training data under `datasets:` in the front matter"
                sheet.no("declared", 1, "absent: no data set is declared", remedy: remedy)
            }
            return sheet.result("absent: no data set is declared")
        }
        let asked = datasets.prefix(Links.maximumDatasets)
        for dataset in asked { DatasetProbes(dataset).ask(&sheet, share: 1 / Double(asked.count)) }
        let names = asked.map(\.name).prefix(3).joined(separator: ", ")
        return sheet.result("mean of \(asked.count): \(names)")
    }

    /// Declared, and nobody looked.
    private static func uncaptured(_ links: Links) -> [DatasetFact] {
        links.datasets.map {
            DatasetFact(name: $0, info: .unavailable("was not captured"), card: .unavailable("was not captured"))
        }
    }
}
