package import Wire

/// A metric that looks at the card: the evaluator reads it once for all of them.
package protocol CardMetric: Metric {
    func evaluate(_ reading: Reading, _ context: MetricContext) throws -> MetricResult
}

extension CardMetric {
    package func evaluate(_ facts: Facts, _ context: MetricContext) throws -> MetricResult {
        try evaluate(Reading(facts), context)
    }
}
